// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.util.List;

/**
 * What {@code descriptions.stg} speaks of.
 *
 * @param banner in one line
 * @param header of the spec, below the include folder
 * @param calls one list of lines for each device
 * @param types structs and unions that the calls reach
 * @param sets values of enums and flags, and how devices are opened
 */
record DescriptionsView(String banner, String header, List<Resource> resources, List<List<String>> calls, List<Type> types, List<ValueSet> sets) {
    /** What one call makes and another one takes. */
    record Resource(String name, String base) { }

    /**
     * A struct or union.
     *
     * @param open its first bracket
     * @param close its last one, and attributes
     */
    record Type(String name, String open, List<Field> fields, String close) { }

    /**
     * A field.
     *
     * @param name with the tabs that bring the types of a block into one column
     * @param direction one if it is not that of the whole block
     */
    record Field(String name, String type, List<String> direction) { }

    /** Values by their names. */
    record ValueSet(String name, List<String> values) { }
}
