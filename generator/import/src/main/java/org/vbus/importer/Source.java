// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;

/**
 * All that was read.
 *
 * @param name of the header or object, as people write it
 * @param path as the compiler names it, which tells its own macros from others
 * @param machines at least one, 64 bits first where there is a choice
 * @param notes what could not be measured
 */
record Source(String name, String path, List<Machine> machines, List<Macro> macros, HeaderText text, List<String> notes) {
    Machine first() {
        return machines.get(0);
    }

    boolean isHeader() {
        return !path.isEmpty();
    }
}
