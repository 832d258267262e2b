// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.vbus.model.Spec;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.DeviceModel.Access;
import org.vbus.model.profile.Profile.ArgNeed;
import org.vbus.model.profile.Profile.CallNeed;
import org.vbus.model.profile.Profile.Feature;
import org.vbus.model.profile.Profile.Header;
import org.vbus.model.profile.Profile.RegionNeed;
import org.vbus.model.profile.Profile.RingNeed;
import org.vbus.model.profile.Profile.Served;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** The profiles there are. */
public final class Profiles {
    /** No code at all: the seam, as for a model that names no profile. */
    public static final Profile RAW = new Profile("raw", List.of(), List.of(), List.of(), List.of(), List.of());

    private static final String IOQ = "linux.ioq.ioq";

    /** Ethernet-like devices: a network interface on both sides. */
    public static final Profile NET = new Profile("net",
            List.of(new RingNeed("rx", IOQ, true, "frame", Optional.of(new Header("linux.venet.venet_rx_header", "HDR")), false),
                    new RingNeed("tx", IOQ, false, "frame", Optional.of(new Header("linux.venet.venet_sg", "SG")), false)),
            List.of(),
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

    /** Streams of bytes: a character device on both sides. */
    public static final Profile STREAM = new Profile("stream",
            List.of(new RingNeed("rx", IOQ, true, "data", Optional.empty(), true), new RingNeed("tx", IOQ, false, "data", Optional.empty(), true)),
            List.of(new RegionNeed("ends", Scalar.U32, OptionalInt.of(2), true), new RegionNeed("shared", Scalar.U8, OptionalInt.empty(), false)),
            List.of(new CallNeed("START", List.of()), new CallNeed("STOP", List.of())), List.of(),
            List.of(new Served("node", new TypeRef.Text(64), Access.RO, Optional.empty(), "string[64] ro"),
                    new Served("connected", new TypeRef.Of(Scalar.BOOL), Access.RO, Optional.empty(), "bool ro"),
                    new Served("readers", new TypeRef.Of(Scalar.U32), Access.RO, Optional.empty(), "u32 ro"),
                    new Served("writers", new TypeRef.Of(Scalar.U32), Access.RO, Optional.empty(), "u32 ro")));

    private static final Map<String, Profile> KNOWN = new TreeMap<>(Map.of(RAW.name(), RAW, NET.name(), NET, STREAM.name(), STREAM));

    private Profiles() { }

    /** Names of all profiles, sorted. */
    public static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    /** A profile by its name. */
    public static Optional<Profile> find(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** The profile whose code a model is built on; none for {@link #RAW}. */
    public static Optional<Profile> of(DeviceModel model) {
        return model.profile().flatMap(Profiles::find).filter(profile -> profile != RAW);
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
