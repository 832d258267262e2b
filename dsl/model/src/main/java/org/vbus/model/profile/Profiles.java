// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vbus.model.Spec;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.DeviceModel.Access;
import org.vbus.model.profile.Profile.ArgNeed;
import org.vbus.model.profile.Profile.CallNeed;
import org.vbus.model.profile.Profile.Feature;
import org.vbus.model.profile.Profile.RingNeed;
import org.vbus.model.profile.Profile.Served;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** The profiles there are. */
public final class Profiles {
    /** Ethernet-like devices: a network interface on both sides. */
    public static final Profile NET = new Profile("net",
            List.of(new RingNeed("rx", "linux.ioq.ioq", true, "linux.venet.venet_rx_header", "HDR"),
                    new RingNeed("tx", "linux.ioq.ioq", false, "linux.venet.venet_sg", "SG")),
            List.of(new CallNeed("LINKUP", List.of()), new CallNeed("LINKDOWN", List.of()), new CallNeed("FLUSHRX", List.of()),
                    new CallNeed("MACQUERY", List.of(new ArgNeed(Direction.OUT,
                            new TypeRef.Array(new TypeRef.Of(Scalar.U8), new Length.Fixed(6)), "out mac : u8[6]")))),
            List.of(new Feature("SG", List.of()), new Feature("TSO4", List.of("SG")), new Feature("TSO6", List.of("SG")),
                    new Feature("ECN", List.of("TSO4", "TSO6")), new Feature("UFO", List.of("SG")), new Feature("HDR", List.of()),
                    new Feature("MRG", List.of("HDR")), new Feature("RTSO4", List.of("MRG")), new Feature("RTSO6", List.of("MRG")),
                    new Feature("RECN", List.of("RTSO4", "RTSO6"))),
            List.of(new Served("client_mac", new TypeRef.Mac(), Access.RW, Optional.of("closed"), "mac rw while closed"),
                    new Served("host_mac", new TypeRef.Mac(), Access.RO, Optional.empty(), "mac ro"),
                    new Served("enabled", new TypeRef.Of(Scalar.BOOL), Access.RW, Optional.empty(), "bool rw"),
                    new Served("ifname", new TypeRef.Text(16), Access.RO, Optional.empty(), "string[16] ro")));

    private static final Map<String, Profile> KNOWN = new TreeMap<>(Map.of(NET.name(), NET));

    private Profiles() { }

    /** Names of all profiles, sorted. */
    public static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    /** A profile by its name. */
    public static Optional<Profile> find(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** The profile of a model. */
    public static Optional<Profile> of(DeviceModel model) {
        return model.profile().flatMap(Profiles::find);
    }

    /**
     * The profile of a device's driver: the one that all models of the device name, in the spec that declares it. What others
     * build on the device elsewhere must not change its driver.
     */
    public static Optional<Profile> ofDriver(Spec spec, Device device) {
        List<Optional<Profile>> all = spec.models().stream()
                .filter(model -> model.devices().contains(spec.packageName() + "." + device.name())).map(Profiles::of).distinct().toList();
        return all.size() == 1 ? all.get(0) : Optional.empty();
    }
}
