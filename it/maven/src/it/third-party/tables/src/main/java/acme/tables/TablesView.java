// SPDX-License-Identifier: Apache-2.0
package acme.tables;

import java.util.List;

/**
 * What {@code tables.stg} may speak of.
 *
 * @param name of the package
 * @param tables one a struct
 */
record TablesView(String name, List<Table> tables) {
    /**
     * One struct.
     *
     * @param size in bytes
     */
    record Table(String name, long size, List<Row> rows) { }

    /**
     * One member.
     *
     * @param offset in bytes from the start of the struct
     * @param size in bytes
     */
    record Row(String name, long offset, long size) { }
}
