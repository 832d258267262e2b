// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import org.vbus.model.device.Device;
import org.vbus.targets.c.LinuxDrivers;

/** Which devices have a kernel driver made for them. */
public final class Drivers {
    private Drivers() { }

    /** Those that drivers of the bus match, and those of virtio that Linux itself has no driver for. */
    public static boolean made(Device device) {
        return device.hasDriver() || ofVirtio(device);
    }

    /** Whether the driver is one of virtio's bus. */
    public static boolean ofVirtio(Device device) {
        return device.virtio().filter(virtio -> !LinuxDrivers.hasVirtio(virtio.id())).isPresent();
    }
}
