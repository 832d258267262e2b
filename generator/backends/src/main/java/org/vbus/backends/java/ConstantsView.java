// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;

/** A file with constants: of a spec, or the numbers of a device. */
record ConstantsView(String banner, String packageName, List<String> doc, String name, List<Entry> entries) {

    /** One constant; {@code value} is a Java expression. */
    record Entry(List<String> doc, String type, String name, String value) { }
}
