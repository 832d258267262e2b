// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.List;

/**
 * The attributes of a model.
 *
 * @param doc lines of the comment, each with its star
 * @param choices names and numbers of enums
 */
record AttributesView(String banner, String packageName, List<String> imports, List<String> doc, String name, List<Choice> choices, List<Attribute> attributes) {

    /**
     * The literals of an enum in sysfs.
     *
     * @param constant stem of the constants
     * @param type the enum
     * @param names Java strings
     * @param literals of the enum, in the same order
     * @param numbers Java longs
     */
    record Choice(String constant, String type, List<String> names, List<String> literals, List<String> numbers) { }

    /**
     * An attribute.
     *
     * @param read template that reads
     * @param write template that writes
     * @param file Java string
     * @param type Java type of the value
     * @param shown what the getter gives
     * @param getter if it can be read
     * @param setter if it can be written
     * @param low Java, of numbers
     * @param high Java, of numbers
     * @param cast of a long to a narrower type
     * @param fit method of Fields that refuses what does not fit, if one is needed
     * @param bytes most of a text
     * @param choice stem of the constants of an enum
     */
    record Attribute(String read, String write, List<String> doc, String file, String type, String shown, List<String> getter, List<String> setter, String low, String high,
                     String cast, List<String> fit, long bytes, String choice) { }
}
