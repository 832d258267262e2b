// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;

/**
 * An interface that drivers match. Rings and regions share one space of ids.
 *
 * @param typeString what drivers match on; empty for an abstract device
 * @param version name of the version number that open carries, in the device's package
 * @param virtio present for a device of the virtio specification, which has no type string, rings, regions or calls
 * @param isAbstract it only lends its calls; no driver matches it
 */
public record Device(Meta meta, String name, String typeString, Optional<String> version, boolean isAbstract,
                     List<FeatureGroup> features, List<Ring> rings, List<Region> regions, List<Call> calls,
                     Optional<Virtio> virtio) {
    public Device {
        features = List.copyOf(features);
        rings = List.copyOf(rings);
        regions = List.copyOf(regions);
        calls = List.copyOf(calls);
    }

    /** A device of the virtual bus. */
    public Device(Meta meta, String name, String typeString, Optional<String> version, boolean isAbstract,
                  List<FeatureGroup> features, List<Ring> rings, List<Region> regions, List<Call> calls) {
        this(meta, name, typeString, version, isAbstract, features, rings, regions, calls, Optional.empty());
    }

    /** Whether drivers of the virtual bus match it by its type string; only such a device has a driver made for it. */
    public boolean hasDriver() {
        return !isAbstract && virtio.isEmpty();
    }
}
