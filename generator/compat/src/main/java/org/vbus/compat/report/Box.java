// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

/**
 * Some bytes of one version of a record.
 *
 * @param end the byte behind; equal to the offset for what has as many elements as there is room for
 * @param number equal on both sides for what is the same thing in another place; 0 for none
 */
record Box(long offset, long end, String label, Mark mark, int number) {
    boolean isOpen() {
        return end == offset;
    }
}
