// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;

/**
 * A file with an enum.
 *
 * @param type {@code int} or {@code long}, of its numbers
 * @param specName as messages call it
 * @param all name of the constant that holds every literal
 * @param closed present when an unknown number is an error
 */
record EnumerationView(String banner, String packageName, List<String> doc, String name, String specName, String type, String all,
                       List<Literal> literals, boolean closed) {

    /** One literal; {@code value} is a Java literal. */
    record Literal(List<String> doc, String name, String value) { }
}
