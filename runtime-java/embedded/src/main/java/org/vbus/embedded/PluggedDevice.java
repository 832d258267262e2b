// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.util.ArrayList;
import java.util.List;
import org.vbus.bus.DeviceConnection;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.DeviceModel;
import org.vbus.bus.NorthMemory;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** A device on the bus, with what is open of it. */
final class PluggedDevice {
    private final DeviceInfo info;
    private final DeviceModel model;
    private final List<OpenDevice> open = new ArrayList<>();
    private boolean gone;

    PluggedDevice(DeviceInfo info, DeviceModel model) {
        this.info = info;
        this.model = model;
    }

    DeviceInfo info() {
        return info;
    }

    OpenDevice open(NorthMemory memory, long version) {
        String call = "open(" + info + ", version " + version + ")";
        DeviceConnection connection = Answers.of(call, () -> model.open(memory, version));
        OpenDevice opened = new OpenDevice(info, connection, this::closed);
        synchronized (this) {
            if (!gone) {
                open.add(opened);
                return opened;
            }
        }
        opened.close();
        throw new ErrnoException(call, Errno.ENODEV);
    }

    private synchronized void closed(OpenDevice device) {
        open.remove(device);
    }

    void close() {
        List<OpenDevice> all;
        synchronized (this) {
            gone = true;
            all = List.copyOf(open);
        }
        all.forEach(OpenDevice::close);
    }
}
