// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

/** Hears of devices that come and go: in order, by one thread at a time, never under a lock of the bus. */
public interface BusListener {
    /** A device is there. */
    void added(DeviceInfo device);

    /** A device that was there is gone; its sessions answer {@code ENODEV}. */
    default void dropped(DeviceInfo device) { }
}
