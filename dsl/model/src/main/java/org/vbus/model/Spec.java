// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.util.List;
import java.util.Optional;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.RingType;
import org.vbus.model.type.NamedType;

/**
 * One spec file.
 *
 * @param packageName as {@code linux.venet}
 * @param imports packages it imports, without {@code .*}
 * @param removed names and numbers that stay reserved
 * @param constants and the other lists keep the order of the file
 */
public record Spec(Meta meta, String packageName, Optional<Abi> abi, List<String> imports, List<Const> constants,
                   List<Version> versions, List<NamedType> types, List<RingType> ringTypes, List<Device> devices,
                   List<DeviceModel> models, List<CharDev> charDevs, List<Tombstone> removed) {
    public Spec {
        imports = List.copyOf(imports);
        constants = List.copyOf(constants);
        versions = List.copyOf(versions);
        types = List.copyOf(types);
        ringTypes = List.copyOf(ringTypes);
        devices = List.copyOf(devices);
        models = List.copyOf(models);
        charDevs = List.copyOf(charDevs);
        removed = List.copyOf(removed);
    }

    /** A spec without character devices of which nothing was removed. */
    public Spec(Meta meta, String packageName, Optional<Abi> abi, List<String> imports, List<Const> constants, List<Version> versions,
                List<NamedType> types, List<RingType> ringTypes, List<Device> devices, List<DeviceModel> models) {
        this(meta, packageName, abi, imports, constants, versions, types, ringTypes, devices, models, List.of(), List.of());
    }

    /** What the spec promises, and which release of it this is. */
    public record Abi(Tier tier, Release release) { }

    /** Last part of the package, as {@code venet}; files are named after it. */
    public String shortName() {
        return packageName.substring(packageName.lastIndexOf('.') + 1);
    }
}
