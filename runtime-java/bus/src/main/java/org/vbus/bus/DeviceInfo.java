// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

/**
 * A device that a bus offers.
 *
 * @param id its number on the bus, never used again
 * @param type what drivers match, as {@code virtual-ethernet}
 */
public record DeviceInfo(long id, String type) {
    /** As messages name it: {@code virtual-ethernet 3}. */
    @Override
    public String toString() {
        return type + " " + id;
    }
}
