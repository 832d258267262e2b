// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What processes and administrators see: character devices, ioctls, models and their attributes. */
public final class FileRules {
    private FileRules() { }

    public static List<Rule> all() {
        return List.of(new IoctlNrChanged(), new IoctlTypeChanged(), new IoctlSizeEncodedChanged(), new IoctlDirChanged(),
                new IoctlRemoved(), new IoctlAdded(), new IoctlNrReused(), new IoctlRenamed(), new NodeChanged(), new NodeModeChanged(),
                new ChardevRemoved(), new ChardevAdded(), new ChardevRenamed(), new ReadRemoved(), new ReadAdded(), new PollChanged(),
                new ModelRemoved(), new ModelAdded(), new ModelRenamed(), new DeviceClassChanged(), new ModelDevicesChanged(),
                new ProfileChanged(), new SysfsAttrRemoved(), new SysfsAttrRenamed(), new SysfsAttrAdded(), new SysfsModeChanged(),
                new SysfsFormatChanged());
    }
}
