// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.wireshark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.backends.text.Comments;
import org.vbus.backends.wireshark.SpecView.DeviceTables;
import org.vbus.backends.wireshark.SpecView.Entry;
import org.vbus.backends.wireshark.SpecView.Fact;
import org.vbus.backends.wireshark.SpecView.Member;
import org.vbus.backends.wireshark.SpecView.Table;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.CharDev;
import org.vbus.model.device.Device;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.profile.Profile;
import org.vbus.model.profile.Profiles;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.NamedType;

/** Everything of one spec that Wireshark needs. */
final class Tables {
    /** Of a packet's header, where profile net has one. */
    private static final String SLOTS = "slots";

    private final SpecSet specs;
    private final Spec spec;
    private final Members members;

    Tables(SpecSet specs, Spec spec) {
        this.specs = specs;
        this.spec = spec;
        this.members = new Members(specs, proto(spec));
    }

    /** Filter name; Wireshark wants it in small letters. The prefix keeps clear of the protocols that it has. */
    private static String proto(Spec spec) {
        return "vbus." + spec.packageName().toLowerCase(Locale.ROOT);
    }

    SpecView view(String banner) {
        List<DeviceTables> devices = new ArrayList<>();
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Struct) {
                members.need(spec.packageName() + "." + type.name());
            }
        }
        for (Device device : spec.devices()) {
            devices.add(new DeviceTables(Lua.quoted(spec.packageName() + "." + device.name()), List.of(
                    new Table("rings", device.rings().stream().map(ring -> ring(device, ring)).toList()),
                    new Table("calls", device.calls().stream().map(call -> call(device, call)).toList()),
                    new Table("regions", device.regions().stream().map(region -> region(device, region)).toList()))));
        }
        for (CharDev device : spec.charDevs()) {
            devices.add(new DeviceTables(Lua.quoted(spec.packageName() + "." + device.name()), List.of(
                    new Table("ioctls", device.ioctls().stream().map(ioctl -> ioctl(device, ioctl)).toList()))));
        }
        List<SpecView.Struct> structs = members.structs();
        String title = Comments.brief(spec.meta().doc());
        return new SpecView(banner, Lua.quoted(spec.packageName()), Lua.quoted(proto(spec)),
                Lua.quoted(spec.packageName() + (title.isEmpty() ? "" : ": " + title)), members.values(), members.fields(), structs, devices);
    }

    private Entry ring(Device device, Ring ring) {
        List<Member> payload = arguments(device.name() + "-" + ring.name(), ring.payload(), Optional.of(device));
        Optional<Profile> profile = Profiles.ofDriver(spec, device).filter(one -> one == Profiles.NET && one.serves(ring));
        return new Entry(Long.toString(ring.id()), Lua.quoted(device.name() + " " + ring.name()), payload,
                profile.map(one -> frames(ring)).orElse(List.of()));
    }

    private static List<Fact> frames(Ring ring) {
        Fact frame = new Fact("frame", "true");
        return ring.toDriver() ? List.of(frame, new Fact("slots", Lua.quoted(SLOTS))) : List.of(frame);
    }

    private Entry call(Device device, Call call) {
        return new Entry(Long.toString(call.number()), Lua.quoted(device.name() + " " + call.name()),
                arguments(device.name() + "-" + call.name(), call.args(), Optional.of(device)), List.of());
    }

    private Entry region(Device device, Region region) {
        Arg only = new Arg(region.meta(), org.vbus.model.type.Direction.INOUT, region.name(), region.type(), FieldFacts.NONE);
        return new Entry(Long.toString(region.id()), Lua.quoted(device.name() + " " + region.name()),
                arguments(device.name() + "-" + region.name(), List.of(only), Optional.of(device)), List.of());
    }

    private Entry ioctl(CharDev device, CharDev.Ioctl ioctl) {
        return new Entry(Long.toString(ioctl.number()), Lua.quoted(device.node() + " " + ioctl.name()),
                arguments(device.name() + "-" + ioctl.name(), ioctl.args(), Optional.empty()), List.of());
    }

    /** A block of arguments; the hyphen in its name keeps it apart from the structs. */
    private List<Member> arguments(String name, List<Arg> args, Optional<Device> device) {
        Body body = Body.of(args.stream().map(arg -> (org.vbus.model.type.Member) new org.vbus.model.type.Member.Field(arg.meta(), arg.name(),
                arg.type(), arg.facts())).toList());
        StructLayout layout = Placer.layouts(body, specs.types()::get).lp64();
        return members.of(body, layout, name, device);
    }
}
