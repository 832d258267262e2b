// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.profile.Profile;
import org.vbus.model.profile.Profiles;

/**
 * Which part of a half is the profile's, and which stays the author's.
 *
 * @param profile whose code the half is built on
 * @param device the device
 * @param half name of the model or the device, which prefixes the functions
 * @param authored the author has operations to write
 */
public record ProfileShare(Profile profile, Device device, String half, boolean authored) {
    /** Of a host module; empty without a profile. */
    public static Optional<ProfileShare> ofModel(SpecSet specs, DeviceModel model) {
        return Profiles.of(model).map(profile -> {
            Device device = specs.devices().get(model.devices().get(0));
            boolean own = model.attributes().stream().anyMatch(attribute -> !profile.serves(attribute));
            return new ProfileShare(profile, device, model.name(), own || beyond(profile, device));
        });
    }

    /** Of a driver; empty without a profile. */
    public static Optional<ProfileShare> ofDriver(Spec spec, Device device) {
        return Profiles.ofDriver(spec, device).map(profile -> new ProfileShare(profile, device, device.name(), beyond(profile, device)));
    }

    /** The device has something that the profile does not know. */
    public boolean beyond() {
        return beyond(profile, device);
    }

    private static boolean beyond(Profile profile, Device device) {
        return device.rings().stream().anyMatch(ring -> !profile.serves(ring)) || device.regions().stream().anyMatch(region -> !profile.serves(region))
                || device.calls().stream().anyMatch(call -> !profile.serves(call) && !negotiates(device, call.name()))
                || device.features().stream().anyMatch(group -> hasOwn(profile, group));
    }

    private static boolean negotiates(Device device, String call) {
        return device.features().stream().anyMatch(group -> group.via().filter(call::equals).isPresent());
    }

    /** Whether a group has bits that the profile understands. */
    public boolean serves(FeatureGroup group) {
        return group.bits().stream().anyMatch(profile::serves);
    }

    /** Whether a group has bits that it does not. */
    public boolean hasOwn(FeatureGroup group) {
        return hasOwn(profile, group);
    }

    private static boolean hasOwn(Profile profile, FeatureGroup group) {
        return group.bits().stream().anyMatch(bit -> !profile.serves(bit));
    }

    /** The operation, served by the profile if it is to be. */
    public Op op(boolean served, Op op) {
        return served ? op.servedBy(half + "_" + profile.name() + "_" + op.member()) : op;
    }

    /** The bits of a group that the profile understands. */
    public List<ProfileBit> bits(FeatureGroup group) {
        return group.bits().stream().filter(profile::serves)
                .map(bit -> new ProfileBit(Features.mask(group, bit.name()), "VBUS_" + profile.name().toUpperCase(Locale.ROOT) + "_F_" + bit.name())).toList();
    }

    /**
     * A feature of the profile.
     *
     * @param mask the device's bit, as a C expression
     * @param flag the profile's
     */
    public record ProfileBit(String mask, String flag) { }
}
