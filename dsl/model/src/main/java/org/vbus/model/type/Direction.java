// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

/** Which way an argument travels, seen from the driver: IN goes to the device. */
public enum Direction {
    IN, OUT, INOUT;

    /** The device reads it. */
    public boolean toDevice() {
        return this != OUT;
    }

    /** The device writes it. */
    public boolean toDriver() {
        return this != IN;
    }
}
