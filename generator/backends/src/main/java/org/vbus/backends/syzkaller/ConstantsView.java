// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.util.List;

/**
 * What {@code constants.stg} speaks of.
 *
 * @param banner in one line
 * @param arches machines that the numbers hold for
 * @param constants sorted by name
 */
record ConstantsView(String banner, List<String> arches, List<Constant> constants) {
    /**
     * A number.
     *
     * @param value with those of other machines behind it
     */
    record Constant(String name, String value) { }
}
