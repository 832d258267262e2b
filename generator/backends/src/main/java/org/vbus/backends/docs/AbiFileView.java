// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.docs;

import java.util.List;

/**
 * What {@code abi-file.stg} speaks of.
 *
 * @param banner in one line
 * @param type what is written to a device's {@code type}
 * @param entries one for each attribute
 */
record AbiFileView(String banner, String type, List<Entry> entries) {
    /**
     * An attribute.
     *
     * @param name of the file
     * @param access {@code RO}, {@code RW} or {@code WO}
     * @param doc of the spec
     * @param value what the file holds and takes
     */
    record Entry(String name, String access, List<String> doc, List<String> value) { }
}
