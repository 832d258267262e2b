// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.profile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;

/**
 * The contract of a profile. Names are those of the spec; numbers are the device's own.
 *
 * @param name after {@code profile} in a spec
 * @param rings that the device must have
 * @param regions that the profile understands
 * @param calls that it must have
 * @param features that the profile understands, in whichever group; a device may lack any of them
 * @param attributes that the profile serves; a model may lack any of them
 */
public record Profile(String name, List<RingNeed> rings, List<RegionNeed> regions, List<CallNeed> calls, List<Feature> features,
                      List<Served> attributes) {
    public Profile {
        rings = List.copyOf(rings);
        regions = List.copyOf(regions);
        calls = List.copyOf(calls);
        features = List.copyOf(features);
        attributes = List.copyOf(attributes);
    }

    /**
     * A ring.
     *
     * @param type qualified name of its protocol
     * @param toDriver messages come from the device
     * @param message name of its argument in the profile's documents; a device's own may differ
     * @param header what a message is, or begins with, once a feature is granted; else plain bytes always
     * @param buffered the driver has a buffer for each slot; else the profile's code brings memory of its own
     */
    public record RingNeed(String name, String type, boolean toDriver, String message, Optional<Header> header, boolean buffered) { }

    /**
     * The header of messages.
     *
     * @param struct its qualified name
     * @param feature without which there is none
     */
    public record Header(String struct, String feature) { }

    /**
     * A region: an array of numbers.
     *
     * @param count of its elements; without one it is whole pages of 4096 bytes
     * @param required the device must have it
     */
    public record RegionNeed(String name, Scalar element, OptionalInt count, boolean required) { }

    /** A call and the types of its arguments, in their order. */
    public record CallNeed(String name, List<ArgNeed> args) {
        public CallNeed {
            args = List.copyOf(args);
        }
    }

    /**
     * An argument.
     *
     * @param text of direction and type in a spec
     */
    public record ArgNeed(Direction direction, TypeRef type, String text) { }

    /**
     * A feature that the profile understands.
     *
     * @param requires the least that the spec must ask of other features: one of these
     */
    public record Feature(String name, List<String> requires) {
        public Feature {
            requires = List.copyOf(requires);
        }
    }

    /**
     * An attribute that the profile serves.
     *
     * @param whileState as in {@link DeviceModel.Attribute}
     * @param text of its declaration after the name
     */
    public record Served(String name, TypeRef type, DeviceModel.Access access, Optional<String> whileState, String text) { }

    /** Whether the profile serves the call. */
    public boolean serves(org.vbus.model.device.Call call) {
        return calls.stream().anyMatch(need -> need.name().equals(call.name()));
    }

    /** Whether the profile drives the ring. */
    public boolean serves(org.vbus.model.device.Ring ring) {
        return rings.stream().anyMatch(need -> need.name().equals(ring.name()));
    }

    /** Whether the profile serves the region. */
    public boolean serves(org.vbus.model.device.Region region) {
        return regions.stream().anyMatch(need -> need.name().equals(region.name()));
    }

    /** Whether the profile drives the ring with memory of its own. */
    public boolean bringsBuffers(org.vbus.model.device.Ring ring) {
        return rings.stream().anyMatch(need -> need.name().equals(ring.name()) && !need.buffered());
    }

    /** Whether the profile serves the attribute. */
    public boolean serves(DeviceModel.Attribute attribute) {
        return attributes.stream().anyMatch(served -> served.name().equals(attribute.name()));
    }

    /** Whether the profile understands the feature. */
    public boolean serves(org.vbus.model.device.FeatureGroup.Bit bit) {
        return features.stream().anyMatch(feature -> feature.name().equals(bit.name()));
    }
}
