// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.type.TypeRef;

/**
 * A host-side class that implements devices.
 *
 * @param typeString name of the device class, what an administrator writes into {@code type}
 * @param devices qualified names of the devices it implements, at least one
 * @param profile name of the profile whose code it is built on, if any
 */
public record DeviceModel(Meta meta, String name, String typeString, List<String> devices, Optional<String> profile,
                          List<Attribute> attributes) {
    public DeviceModel {
        devices = List.copyOf(devices);
        attributes = List.copyOf(attributes);
    }

    /**
     * An attribute in sysfs.
     *
     * @param whileState state in which it may be written ({@code closed}: no connection is open); empty means any
     */
    public record Attribute(Meta meta, String name, TypeRef type, Optional<String> unit, Access access, Optional<String> whileState) { }

    /** Who may do what with an attribute. */
    public enum Access {
        RO, RW, WO;

        public boolean readable() {
            return this != WO;
        }

        public boolean writable() {
            return this != RO;
        }
    }
}
