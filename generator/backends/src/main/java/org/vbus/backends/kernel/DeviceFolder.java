// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import org.vbus.model.Spec;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.targets.c.CSymbols;

/** The folder below {@code devices/} of a driver or a model; the author's files lie in {@code ops/} there. */
public final class DeviceFolder {
    private DeviceFolder() { }

    /** A driver's is named after the device. */
    public static String of(Device device) {
        return device.name();
    }

    /**
     * A model's is that of its first device where one spec declares both. A model of a device from another spec has a folder of
     * its own: which files are in a folder, and what its Kbuild says, must not hang on what else was compiled that day.
     */
    public static String of(Spec spec, DeviceModel model) {
        String first = model.devices().get(0);
        return first.equals(spec.packageName() + "." + CSymbols.tag(first)) ? CSymbols.tag(first) : model.name();
    }
}
