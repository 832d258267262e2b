// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.vbus.model.Const;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Release;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Tier;
import org.vbus.model.Version;
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.DeviceModel.Access;
import org.vbus.model.device.DeviceModel.Attribute;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.device.RingType;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.expr.Expr.FeatureSet;
import org.vbus.model.expr.Expr.FieldRef;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.FieldFacts.Address;
import org.vbus.model.type.Member;
import org.vbus.model.type.Member.Field;
import org.vbus.model.type.Member.Policy;
import org.vbus.model.type.Member.Reserved;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.NamedType.Flag;
import org.vbus.model.type.NamedType.Literal;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Models built by hand, so that back ends are tested without the language: a part of the bus's own specs, and a sensor. */
public final class Samples {
    private static final String SHM = "linux.shm_signal";
    private static final String IOQ = "linux.ioq";

    private final Map<String, NamedType> types = new HashMap<>();

    private Samples() { }

    /** shm_signal, ioq, venet and sensor. All are requested. */
    public static SpecSet all() {
        Samples samples = new Samples();
        Spec shmSignal = samples.shmSignal();
        Spec ioq = samples.ioq();
        List<Spec> specs = List.of(samples.sensor(), ioq, shmSignal, samples.venet());
        return new SpecSet(specs, specs.stream().map(Spec::packageName).toList());
    }

    // ---- specs

    private Spec shmSignal() {
        NamedType locality = enumType(SHM, "shm_locality", Scalar.U8, "SHM_LOCALITY_", false, lit("NORTH", 0), lit("SOUTH", 1));
        NamedType irq = struct(SHM, "shm_signal_irq", "One direction of notification.", 3, 1, List.of(
                field("enabled", of(Scalar.U8), facts().by(Role.RECEIVER).where(le("enabled", 1))),
                field("pending", of(Scalar.U8), facts().by(Role.SENDER, Role.RECEIVER)),
                field("dirty", of(Scalar.U8), facts().by(Role.SENDER, Role.RECEIVER))));
        NamedType desc = struct(SHM, "shm_signal_desc", "A signal as it lies in shared memory.", 16, 4, List.of(
                field("magic", of(Scalar.U32), facts().fixed(0x58fa39dfL).by(Role.DRIVER)),
                field("ver", of(Scalar.U32), facts().fixed(1).by(Role.DRIVER)),
                field("irq", new TypeRef.Array(named(SHM, "shm_signal_irq"), new Length.ByEnum(SHM + ".shm_locality", 2)), facts().at(8)),
                reserved(2, Policy.IGNORED)));
        return spec(SHM, "Shared-memory signals.", new Release(1, 0), List.of(),
                List.of(constant("SHM_SIGNAL_MAGIC", 0x58fa39dfL)),
                List.of(version("SHM_SIGNAL_VER", 1, "shm_signal_desc")), List.of(locality, irq, desc), List.of(), List.of(), List.of());
    }

    private Spec ioq() {
        NamedType idx = enumType(IOQ, "ioq_idx", Scalar.U32, "IOQ_IDX_", false, lit("VALID", 0), lit("INUSE", 1),
                new Literal(meta(""), "BOTH", BigInteger.TWO, true), new Literal(meta(""), "INVALID", BigInteger.valueOf(3), true));
        NamedType pair = struct(IOQ, "ioq_ring_idx", "One index pair.", 12, 0, List.of(
                field("head", of(Scalar.U32), facts().by(Role.CONSUMER)), field("tail", of(Scalar.U32), facts().by(Role.PRODUCER)),
                field("full", of(Scalar.U8), facts().by(Role.PRODUCER, Role.CONSUMER)), reserved(3, Policy.IGNORED)));
        NamedType desc = struct(IOQ, "ioq_ring_desc", "One slot.", 32, 0, List.of(
                field("cookie", of(Scalar.U64), facts().opaque().by(Role.DRIVER)),
                field("ptr", of(Scalar.U64), facts().address(new TypeRef.Array(of(Scalar.U8), new Length.Counted(ref("len"))))),
                field("len", of(Scalar.U64), facts().unit("bytes").by(Role.OWNER)),
                field("valid", of(Scalar.U8), facts().by(Role.OWNER).where(le("valid", 1))),
                field("sown", named(SHM, "shm_locality"), facts().by(Role.OWNER)), reserved(6, Policy.IGNORED)));
        NamedType head = struct(IOQ, "ioq_ring_head", "Ring header; the slots follow.", 0, 8, List.of(
                field("magic", of(Scalar.U32), facts().fixed(0x47fa2fe4L).by(Role.DRIVER)),
                field("ver", of(Scalar.U32), facts().fixed(4).by(Role.DRIVER)),
                field("signal", named(SHM, "shm_signal_desc"), facts().at(8)),
                field("idx", new TypeRef.Array(named(IOQ, "ioq_ring_idx"), new Length.ByEnum(IOQ + ".ioq_idx", 2)), facts().at(24)),
                field("count", of(Scalar.U32), facts().at(48).by(Role.DRIVER)
                        .where(new Expr.Between(ref("count"), Expr.Num.of(1), Expr.Num.of(2048)))),
                reserved(4, Policy.ZERO),
                field("ring", new TypeRef.Array(named(IOQ, "ioq_ring_desc"), new Length.Counted(ref("count"))), facts().at(56))));
        RingType ring = new RingType(meta("The protocol."), "ioq", IOQ + ".ioq_ring_head", List.of("signal"), List.of("ring"),
                List.of("ring", "ptr"), List.of("ring", "len"), List.of("ring", "sown"),
                List.of(new RingType.Index("valid", List.of("idx", "VALID"), "head", "tail", "full"),
                        new RingType.Index("inuse", List.of("idx", "INUSE"), "head", "tail", "full")),
                List.of(new RingType.Order("release", List.of("ring", "sown")), new RingType.Order("acquire", List.of("ring", "sown"))),
                true, List.of("magic", "ver", "signal"));
        return spec(IOQ, "A shared, lockless descriptor ring.", new Release(1, 0), List.of(SHM),
                List.of(constant("IOQ_RING_MAGIC", 0x47fa2fe4L), constant("IOQ_MAX_COUNT", 2048)),
                List.of(version("IOQ_RING_VER", 4, "ioq")), List.of(idx, pair, desc, head), List.of(ring), List.of(), List.of());
    }

    private Spec venet() {
        String p = "linux.venet";
        NamedType sgFlags = flagsType(p, "venet_sg_flags", Scalar.U32, "VENET_SG_FLAG_", flag("NEEDS_CSUM", 0), flag("GSO", 1), flag("ECN", 2));
        NamedType gso = enumType(p, "venet_gso_type", Scalar.U8, "VENET_GSO_TYPE_", false, lit("TCPV4", 0), lit("UDP", 1), lit("TCPV6", 2));
        NamedType iov = struct(p, "venet_iov", "One piece of a scattered packet.", 16, 0, List.of(
                field("len", of(Scalar.U32), facts().unit("bytes")), reserved(4, Policy.IGNORED),
                field("ptr", of(Scalar.U64), facts().address(new TypeRef.Array(of(Scalar.U8), new Length.Counted(ref("len")))))));
        NamedType sg = struct(p, "venet_sg", "What a tx slot points to once SG is negotiated.", 0, 0, List.of(
                field("cookie", of(Scalar.U64), facts().opaque()), field("flags", named(p, "venet_sg_flags"), facts()),
                field("len", of(Scalar.U32), facts().unit("bytes").where(new Expr.Binary(BinaryOp.EQ, ref("len"), new Expr.Sum(List.of("iov", "len"))))),
                field("csum", new TypeRef.Inline(body(0, 0, List.of(field("start", of(Scalar.U16), facts().unit("bytes")),
                        field("offset", of(Scalar.U16), facts().unit("bytes"))))),
                        facts().gate(new Expr.FlagSet(List.of("flags"), "NEEDS_CSUM", BigInteger.ONE))),
                field("gso", new TypeRef.Inline(body(0, 0, List.of(field("type", named(p, "venet_gso_type"), facts()), reserved(1, Policy.IGNORED),
                        field("hdrlen", of(Scalar.U16), facts().unit("bytes")), field("size", of(Scalar.U16), facts().unit("bytes")
                                .where(new Expr.Binary(BinaryOp.GT, ref("size"), Expr.Num.of(0))))))),
                        facts().at(20).gate(new Expr.FlagSet(List.of("flags"), "GSO", BigInteger.TWO))),
                reserved(2, Policy.IGNORED),
                field("count", of(Scalar.U32), facts().where(new Expr.Between(ref("count"), Expr.Num.of(1),
                        new Expr.Num(BigInteger.valueOf(18), p + ".VENET_MAX_IOV")))),
                field("iov", new TypeRef.Array(named(p, "venet_iov"), new Length.Counted(ref("count"))), facts().at(32))));
        NamedType caps = struct(p, "venet_capabilities", "", 8, 0, List.of(
                field("gid", of(Scalar.U32), facts().direction(Direction.IN)), field("bits", of(Scalar.U32), facts().direction(Direction.INOUT))));
        FeatureGroup group = new FeatureGroup(meta(""), "SG", 0, "VENET_CAP_", Optional.of("NEGCAP"), false, List.of(
                bit("SG", 0, null), bit("TSO4", 1, feature("SG", "SG")), bit("TSO6", 2, feature("SG", "SG")),
                bit("ECN", 3, new Expr.Binary(BinaryOp.OR, feature("SG", "TSO4"), feature("SG", "TSO6"))), bit("UFO", 4, feature("SG", "SG"))));
        TypeRef bytes = new TypeRef.Array(of(Scalar.U8), new Length.Open());
        Device device = new Device(meta("Ethernet over the virtual bus."), "venet", "virtual-ethernet", Optional.of("VENET_VERSION"), false,
                List.of(group),
                List.of(new Ring(meta(""), "rx", 0, IOQ + ".ioq", true, 1, 2048, 256, List.of(arg(Direction.OUT, "frame", bytes, facts())), Optional.empty()),
                        new Ring(meta(""), "tx", 1, IOQ + ".ioq", false, 1, 2048, 256,
                                List.of(arg(Direction.IN, "frame", named(p, "venet_sg"), facts().gate(feature("SG", "SG")).otherwise(bytes))), Optional.empty())),
                List.of(),
                List.of(call("LINKUP", 0, "Opens the data path.", List.of("rx", "tx"), List.of("EBUSY"), null),
                        call("LINKDOWN", 1, "", List.of(), List.of(), null),
                        call("MACQUERY", 2, "", List.of(), List.of(), null, arg(Direction.OUT, "mac", bytes(6), facts())),
                        call("NEGCAP", 3, "", List.of(), List.of("EINVAL"), null, arg(Direction.INOUT, "caps", named(p, "venet_capabilities"), facts())),
                        call("FLUSHRX", 4, "Returns every rx slot that the device holds, with length 0.", List.of("rx"), List.of(), null)));
        DeviceModel tap = new DeviceModel(meta("Host side that appears as a network interface."), "venet_tap", "venet-tap", List.of(p + ".venet"),
                Optional.empty(), List.of(
                        new Attribute(meta("Address of the guest's end."), "client_mac", new TypeRef.Mac(), Optional.empty(), Access.RW, Optional.of("closed")),
                        new Attribute(meta("Address of the host's end."), "host_mac", new TypeRef.Mac(), Optional.empty(), Access.RO, Optional.empty()),
                        new Attribute(meta(""), "enabled", of(Scalar.BOOL), Optional.empty(), Access.RW, Optional.empty()),
                        new Attribute(meta(""), "ifname", new TypeRef.Text(16), Optional.empty(), Access.RO, Optional.empty())));
        return spec(p, "Ethernet over the virtual bus.", new Release(1, 1), List.of(IOQ), List.of(constant("VENET_MAX_IOV", 18)),
                List.of(version("VENET_VERSION", 1, "venet")), List.of(sgFlags, gso, iov, sg, caps), List.of(), List.of(device), List.of(tap));
    }

    private Spec sensor() {
        String p = "acme.sensor";
        NamedType kind = enumType(p, "sensor_kind", Scalar.U16, "SENSOR_KIND_", true, lit("UNSPECIFIED", 0), lit("TEMPERATURE", 1));
        NamedType quality = flagsType(p, "sensor_quality", Scalar.U16, "SENSOR_QUALITY_", flag("ESTIMATED", 0), flag("SATURATED", 1));
        NamedType sample = struct(p, "sensor_sample", "One reading.", 24, 0, List.of(
                field("time", of(Scalar.U64), facts().unit("ns")), field("value", of(Scalar.S64), facts().unit("micro")),
                field("channel", of(Scalar.U16), facts()), field("quality", named(p, "sensor_quality"), facts()), field("seq", of(Scalar.U32), facts())));
        NamedType info = struct(p, "sensor_info", "", 16, 0, List.of(field("kind", named(p, "sensor_kind"), facts()),
                field("channels", of(Scalar.U16), facts().where(new Expr.Between(ref("channels"), Expr.Num.of(1), Expr.Num.of(64)))),
                field("min_period", of(Scalar.U32), facts().unit("us")), reserved(8, Policy.ZERO)));
        NamedType limit = struct(p, "sensor_limit", "", 24, 0, List.of(field("channel", of(Scalar.U16), facts()), reserved(6, Policy.ZERO),
                field("low", of(Scalar.S64), facts().where(new Expr.Binary(BinaryOp.LE, ref("low"), ref("high")))), field("high", of(Scalar.S64), facts())));
        FeatureGroup group = new FeatureGroup(meta(""), "F", 0, "SENSOR_F_", Optional.empty(), false,
                List.of(bit("TIMESTAMP", 0, null), bit("ALARM", 1, feature("F", "TIMESTAMP"))));
        Expr alarm = feature("F", "ALARM");
        TypeRef latest = new TypeRef.Array(named(p, "sensor_sample"), new Length.Fixed(64));
        Device device = new Device(meta("A sampling sensor."), "sensor", "acme-sensor", Optional.of("SENSOR_VERSION"), false, List.of(group),
                List.of(new Ring(meta(""), "samples", 0, IOQ + ".ioq", true, 2, 4096, 256, List.of(arg(Direction.OUT, "sample", named(p, "sensor_sample"), facts())), Optional.empty()),
                        new Ring(meta(""), "alarms", 1, IOQ + ".ioq", true, 1, 64, 16, List.of(arg(Direction.OUT, "alarm", named(p, "sensor_sample"), facts())), Optional.of(alarm))),
                List.of(new Region(meta(""), "latest", 2, latest, List.of(Role.DEVICE), Optional.empty(),
                        Placer.layouts(body(0, 0, List.of(field("latest", latest, facts()))), types::get))),
                List.of(call("INFO", 0, "", List.of(), List.of(), null, arg(Direction.OUT, "info", named(p, "sensor_info"), facts())),
                        call("START", 1, "", List.of("samples"), List.of("EINVAL", "EBUSY"), null, arg(Direction.IN, "period", of(Scalar.U32),
                                facts().unit("us").where(new Expr.Binary(BinaryOp.GE, ref("period"), Expr.Num.of(1))))),
                        call("STOP", 2, "", List.of(), List.of(), null),
                        call("SET_LIMIT", 3, "", List.of(), List.of("EINVAL"), alarm, arg(Direction.IN, "limit", named(p, "sensor_limit"), facts()))));
        DeviceModel sim = new DeviceModel(meta(""), "sensor_sim", "acme-sensor-sim", List.of(p + ".sensor"), Optional.empty(), List.of(
                new Attribute(meta(""), "kind", named(p, "sensor_kind"), Optional.empty(), Access.RW, Optional.of("closed")),
                new Attribute(meta(""), "period", of(Scalar.U32), Optional.of("us"), Access.RO, Optional.empty()),
                new Attribute(meta(""), "noise", of(Scalar.U32), Optional.of("micro"), Access.RW, Optional.empty()),
                new Attribute(meta(""), "running", of(Scalar.BOOL), Optional.empty(), Access.RO, Optional.empty())));
        return spec(p, "A sampling sensor.", new Release(1, 0), List.of(IOQ), List.of(), List.of(version("SENSOR_VERSION", 1, "sensor")),
                List.of(kind, quality, sample, info, limit), List.of(), List.of(device), List.of(sim));
    }

    // ---- building blocks

    private static Meta meta(String doc) {
        return Meta.of(doc, new Origin("sample.vbus", 1, 1, 1));
    }

    private static Spec spec(String name, String doc, Release release, List<String> imports, List<Const> constants, List<Version> versions,
                             List<NamedType> types, List<RingType> rings, List<Device> devices, List<DeviceModel> models) {
        return new Spec(meta(doc), name, Optional.of(new Spec.Abi(Tier.STABLE, release)), imports, constants, versions, types, rings, devices, models);
    }

    private static Const constant(String name, long value) {
        return new Const(meta(""), name, Optional.of(Scalar.U32), BigInteger.valueOf(value));
    }

    private static Version version(String name, long value, String... covers) {
        return new Version(meta(""), name, Scalar.U32, BigInteger.valueOf(value), List.of(covers));
    }

    private NamedType declare(String packageName, NamedType type) {
        types.put(packageName + "." + type.name(), type);
        return type;
    }

    private NamedType struct(String packageName, String name, String doc, long size, int align, List<Member> members) {
        Body body = body(size, align, members);
        return declare(packageName, new NamedType.Struct(meta(doc), name, body, false, List.of(), Placer.layouts(body, types::get)));
    }

    private NamedType enumType(String packageName, String name, Scalar base, String prefix, boolean open, Literal... literals) {
        return declare(packageName, new NamedType.Enum(meta(""), name, base, prefix, open, List.of(literals)));
    }

    private NamedType flagsType(String packageName, String name, Scalar base, String prefix, Flag... flags) {
        return declare(packageName, new NamedType.Flags(meta(""), name, base, prefix, List.of(flags)));
    }

    private static Literal lit(String name, long value) {
        return new Literal(meta(""), name, BigInteger.valueOf(value), false);
    }

    private static Flag flag(String name, int bit) {
        return new Flag(meta(""), name, bit);
    }

    private static FeatureGroup.Bit bit(String name, int bit, Expr requires) {
        return new FeatureGroup.Bit(meta(""), name, bit, Optional.ofNullable(requires));
    }

    private static Body body(long size, int align, List<Member> members) {
        return new Body(members, size == 0 ? OptionalLong.empty() : OptionalLong.of(size), align == 0 ? OptionalInt.empty() : OptionalInt.of(align), false);
    }

    private static Member field(String name, TypeRef type, Facts facts) {
        return new Field(meta(""), name, type, facts.build());
    }

    private static Member reserved(long bytes, Policy policy) {
        return new Reserved(meta(""), bytes, policy);
    }

    private static Arg arg(Direction direction, String name, TypeRef type, Facts facts) {
        return new Arg(meta(""), direction, name, type, facts.build());
    }

    private Call call(String name, long number, String doc, List<String> after, List<String> errors, Expr gate, Arg... args) {
        List<Member> members = new ArrayList<>();
        for (Arg arg : args) {
            members.add(new Field(arg.meta(), arg.name(), arg.type(), arg.facts()));
        }
        return new Call(meta(doc), name, number, List.of(args), Optional.empty(), after, errors, Optional.ofNullable(gate),
                Placer.layouts(body(0, 0, members), types::get));
    }

    private static TypeRef of(Scalar scalar) {
        return new TypeRef.Of(scalar);
    }

    private static TypeRef named(String packageName, String name) {
        return new TypeRef.Named(packageName + "." + name);
    }

    private static TypeRef bytes(long count) {
        return new TypeRef.Array(of(Scalar.U8), new Length.Fixed(count));
    }

    private static Expr ref(String name) {
        return new FieldRef(List.of(name));
    }

    private static Expr feature(String group, String bit) {
        return new FeatureSet(group, bit);
    }

    private static Expr le(String field, long bound) {
        return new Expr.Binary(BinaryOp.LE, ref(field), Expr.Num.of(bound));
    }

    private static Facts facts() {
        return new Facts();
    }

    /** Field facts, one call for each that a sample needs. */
    private static final class Facts {
        private OptionalLong offset = OptionalLong.empty();
        private Optional<BigInteger> fixed = Optional.empty();
        private List<Role> writers = List.of();
        private Optional<Direction> direction = Optional.empty();
        private Optional<Address> address = Optional.empty();
        private boolean opaque;
        private Optional<String> unit = Optional.empty();
        private List<Expr> conditions = List.of();
        private Optional<Expr> gate = Optional.empty();
        private Optional<TypeRef> otherwise = Optional.empty();

        Facts at(long value) {
            offset = OptionalLong.of(value);
            return this;
        }

        Facts fixed(long value) {
            fixed = Optional.of(BigInteger.valueOf(value));
            return this;
        }

        Facts by(Role... roles) {
            writers = List.of(roles);
            return this;
        }

        Facts direction(Direction value) {
            direction = Optional.of(value);
            return this;
        }

        Facts address(TypeRef target) {
            address = Optional.of(new Address(target, false));
            return this;
        }

        Facts opaque() {
            opaque = true;
            return this;
        }

        Facts unit(String value) {
            unit = Optional.of(value);
            return this;
        }

        Facts where(Expr... value) {
            conditions = List.of(value);
            return this;
        }

        Facts gate(Expr value) {
            gate = Optional.of(value);
            return this;
        }

        Facts otherwise(TypeRef value) {
            otherwise = Optional.of(value);
            return this;
        }

        FieldFacts build() {
            return new FieldFacts(offset, fixed, writers, direction, address, opaque, unit, conditions, gate, otherwise);
        }
    }
}
