// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

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
import org.vbus.model.device.Arg;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.layout.Placer;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** One of everything that the language has and the bus's own specs do not, with the names and texts that hurt most. */
final class Zoo {
    private static final String PACKAGE = "test.class.zoo";
    private static final String NASTY = "Ends */ here \\u002a/ <b>not bold</b> & @see {nothing} `x < y`.\n\nNext paragraph.";

    private final Map<String, NamedType> types = new HashMap<>();
    private final List<NamedType> declared = new ArrayList<>();

    private Zoo() { }

    static SpecSet specs() {
        return new Zoo().all();
    }

    private SpecSet all() {
        declare(new NamedType.Enum(meta(), "zoo_color", Scalar.U8, "ZOO_COLOR_", false, List.of(literal("RED", 0), literal("GREEN", 5), literal("ALL", 7))));
        declare(new NamedType.Enum(meta(), "zoo_side", Scalar.U32, "ZOO_SIDE_", false, List.of(literal("LEFT", 0), literal("RIGHT", 1))));
        declare(new NamedType.Enum(meta(), "zoo_kind", Scalar.U32, "ZOO_KIND_", true, List.of(literal("CAT", 1), literal("LAST", 0xffffffffL))));
        declare(new NamedType.Flags(meta(), "zoo_caps", Scalar.U64, "ZOO_CAP_",
                List.of(new NamedType.Flag(meta(), "LOW", 0), new NamedType.Flag(meta(), "known", 5), new NamedType.Flag(meta(), "HIGH", 63))));
        declare(new NamedType.Alias(meta(), "zoo_handle", of(Scalar.U64), FieldFacts.NONE));
        scalars();
        arrays();
        choices();
        math();
        flexible();
        struct("string", 0, false, field("object", of(Scalar.U8)), field("list", of(Scalar.U8)));
        struct("zoo_empty", 0, false);
        Spec spec = new Spec(Meta.of(NASTY, Origin.NONE), PACKAGE, Optional.of(new Spec.Abi(Tier.TESTING, new Release(0, 1))), List.of(),
                List.of(new Const(meta(), "ZOO_BIG", Optional.of(Scalar.U64), BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
                        new Const(meta(), "ZOO_NEGATIVE", Optional.empty(), BigInteger.valueOf(-5)),
                        new Const(meta(), "ZOO_LARGE", Optional.empty(), BigInteger.valueOf(0x80000000L)),
                        new Const(meta(), "PACKAGE", Optional.of(Scalar.U8), BigInteger.TWO)),
                List.of(), declared, List.of(), List.of(device()), List.of());
        return new SpecSet(List.of(spec), List.of(PACKAGE));
    }

    private void scalars() {
        List<Member> members = new ArrayList<>();
        for (Scalar scalar : Scalar.values()) {
            members.add(field("f_" + scalar.keyword(), of(scalar), by(Role.DRIVER)));
        }
        struct("zoo_scalars", 0, true, members.toArray(Member[]::new));
        struct("zoo_packed", 0, true, field("a", of(Scalar.U8)), field("b", of(Scalar.U32), by(Role.DEVICE)), field("c", of(Scalar.S64)),
                field("d", array(of(Scalar.BE16), 2)), field("handle", named("zoo_handle")), field("fd", new TypeRef.Fd()));
        struct("zoo_names", 0, false, field("class", of(Scalar.U8)), field("default", of(Scalar.U8)), field("size", of(Scalar.U8)),
                field("layout", of(Scalar.U8)), field("wrap", inline(field("check", inline(field("value", of(Scalar.U8)))))),
                field("a_b", of(Scalar.U8)), field("aB", of(Scalar.U8)), field("x", named("zoo_color")), field("x_value", of(Scalar.U8)),
                field("zoo_names", inline(field("segment", of(Scalar.U8)))), field("2nd", of(Scalar.U8)));
        struct("zoo_wide", 16, false, field("magic", of(Scalar.BE32), fixed(0xfee1deadL)), new Member.Reserved(meta(), 4, Member.Policy.ZERO),
                field("caps", named("zoo_caps")));
    }

    private void arrays() {
        struct("zoo_part", 0, false, field("magic", of(Scalar.U16), fixed(0x1234)), field("n", of(Scalar.U16), where(le("n", 100))));
        struct("zoo_arrays", 0, false, field("mac", new TypeRef.Mac()), field("grid", array(array(of(Scalar.U16), 3), 2)),
                field("name", new TypeRef.Text(16)), field("tag", array(of(Scalar.CHAR), 8)), field("names", array(new TypeRef.Text(4), 3)),
                field("colors", array(named("zoo_color"), 3)), field("kinds", array(named("zoo_kind"), 2)),
                field("sides", new TypeRef.Array(named("zoo_part"), new Length.ByEnum(PACKAGE + ".zoo_side", 2))),
                field("parts", array(named("zoo_part"), 4)), field("places", array(inline(field("x", of(Scalar.S16)), field("y", of(Scalar.S16))), 2)),
                field("macs", array(new TypeRef.Mac(), 2)), field("on", array(of(Scalar.BOOL), 2)));
    }

    private void choices() {
        TypeRef.Bits bits = new TypeRef.Bits(Scalar.U8, List.of(new TypeRef.Part(meta(), "kind", 0, 7, Optional.of(PACKAGE + ".zoo_color"), Optional.empty()),
                new TypeRef.Part(meta(), "ecn", 7, 1, Optional.empty(), Optional.of("ZOO_ECN"))));
        TypeRef.Bits wide = new TypeRef.Bits(Scalar.LE64, List.of(new TypeRef.Part(meta(), "low", 0, 40, Optional.empty(), Optional.empty()),
                new TypeRef.Part(meta(), "high", 40, 24, Optional.empty(), Optional.empty())));
        struct("zoo_bits", 0, false, field("word", bits, where(new Expr.Binary(BinaryOp.LT, new Expr.FieldRef(List.of("word", "kind")), num(8)))),
                new Member.Reserved(meta(), 7, Member.Policy.IGNORED), field("wide", wide));
        struct("zoo_overlay", 0, false, field("caps", named("zoo_caps")), new Member.Overlay(meta(), List.of(
                (Member.Field) field("csum", inline(field("start", of(Scalar.LE16)), field("offset", of(Scalar.LE16), where(le("offset", 9)))), gate(flag("caps", 0))),
                (Member.Field) field("whole", of(Scalar.U64), gate(flag("caps", 63))))));
        TypeRef.Union union = new TypeRef.Union(List.of("kind"), List.of(
                arm("add", inline(field("id", of(Scalar.U64)), field("type", array(of(Scalar.CHAR), 20))), "CAT"),
                arm("handle", of(Scalar.U64), "zoo_kind.LAST")), Optional.of("ignored"));
        struct("zoo_event", 0, false, field("kind", named("zoo_kind")), new Member.Reserved(meta(), 4, Member.Policy.ZERO), field("data", union));
        TypeRef.Union strict = new TypeRef.Union(List.of("color"), List.of(arm("red", named("zoo_part"), "zoo_color.RED"),
                arm("green", of(Scalar.U8), "zoo_color.GREEN")), Optional.of("error"));
        struct("zoo_strict", 0, false, field("color", named("zoo_color")), new Member.Reserved(meta(), 3, Member.Policy.ZERO), field("u", strict));
    }

    private void math() {
        Expr sum = new Expr.Binary(BinaryOp.ADD, ref("a"), ref("b"));
        struct("zoo_math", 0, false, field("a", of(Scalar.U64)), field("b", of(Scalar.U64)),
                field("len", of(Scalar.U64), where(new Expr.Binary(BinaryOp.LE, sum, ref("len")), new Expr.Binary(BinaryOp.GE, ref("len"), ref("a")))),
                field("x", of(Scalar.S32), where(new Expr.Between(ref("x"), num(-5), num(5)))),
                field("w", of(Scalar.U16), where(new Expr.Binary(BinaryOp.LT, new Expr.Binary(BinaryOp.MUL, ref("w"), ref("v")), num(1L << 31)))),
                field("v", of(Scalar.U16), where(new Expr.Binary(BinaryOp.EQ, new Expr.Binary(BinaryOp.BIT_AND, ref("v"), num(-8)), num(0)))),
                field("u", of(Scalar.U32), where(new Expr.Binary(BinaryOp.LE, new Expr.Binary(BinaryOp.SHL, ref("u"), num(40)), num(1L << 50)))),
                field("t", of(Scalar.U8), where(new Expr.Unary(Expr.UnaryOp.NOT, new Expr.Binary(BinaryOp.EQ, new Expr.Binary(BinaryOp.MOD, ref("t"), num(4)), num(3))))),
                field("on", of(Scalar.BOOL), where(new Expr.Binary(BinaryOp.OR, ref("on"), le("t", 9)))),
                field("out", of(Scalar.U8), where(le("elsewhere", 3), new Expr.FeatureSet("A", "ONE"))), new Member.Reserved(meta(), 1, Member.Policy.ZERO));
    }

    private void flexible() {
        struct("zoo_open", 0, false, field("n", of(Scalar.U8)), field("rest", new TypeRef.Array(of(Scalar.U8), new Length.Open())));
        struct("zoo_counted", 0, false, field("count", of(Scalar.U64)), field("v", new TypeRef.Array(of(Scalar.U16), new Length.Counted(ref("count")))));
        struct("zoo_macs", 0, true, field("entries", of(Scalar.VIRTIO32)),
                field("macs", new TypeRef.Array(array(of(Scalar.U8), 6), new Length.Counted(ref("entries")))));
        struct("zoo_tail", 0, false, field("n", of(Scalar.U32)), field("parts", new TypeRef.Array(named("zoo_part"),
                new Length.Counted(new Expr.Binary(BinaryOp.SUB, ref("n"), num(1)))), where(new Expr.Binary(BinaryOp.EQ, new Expr.Sum(List.of("parts", "n")), ref("n")))));
    }

    private Device device() {
        FeatureGroup one = new FeatureGroup(meta(), "A", 0, "ZOO_A_", Optional.empty(), false, List.of(new FeatureGroup.Bit(meta(), "ONE", 0, Optional.empty()),
                new FeatureGroup.Bit(meta(), "TWO", 63, Optional.of(new Expr.Binary(BinaryOp.AND, new Expr.FeatureSet("A", "ONE"), new Expr.FeatureSet("B", "X"))))));
        FeatureGroup two = new FeatureGroup(meta(), "B", 1, "ZOO_B_", Optional.empty(), false, List.of(new FeatureGroup.Bit(meta(), "X", 4, Optional.empty())));
        FeatureGroup none = new FeatureGroup(meta(), "NONE", 2, "ZOO_N_", Optional.empty(), false, List.of());
        return new Device(Meta.of(NASTY, Origin.NONE), "zoo", "quote\" back\\slash \n line \u00e9", Optional.empty(), false, List.of(one, two, none), List.of(), List.of(),
                List.of(call("MIXED", 0, arg("color", named("zoo_color")), arg("handle", named("zoo_handle")), arg("rest", new TypeRef.Array(of(Scalar.U8), new Length.Open()))),
                        call("ENUM", 1, arg("side", named("zoo_side"))), call("STRUCT", 2, arg("part", named("zoo_part"))), call("HIGH", 0xfffe0000L)));
    }

    // ---- building blocks

    private void declare(NamedType type) {
        types.put(PACKAGE + "." + type.name(), type);
        declared.add(type);
    }

    private void struct(String name, int align, boolean packed, Member... members) {
        Body body = new Body(List.of(members), OptionalLong.empty(), align == 0 ? OptionalInt.empty() : OptionalInt.of(align), packed);
        declare(new NamedType.Struct(Meta.of(NASTY, Origin.NONE), name, body, false, List.of(), Placer.layouts(body, types::get)));
    }

    private Call call(String name, long number, Arg... args) {
        List<Member> members = new ArrayList<>();
        for (Arg arg : args) {
            members.add(new Member.Field(arg.meta(), arg.name(), arg.type(), arg.facts()));
        }
        Body body = new Body(members, OptionalLong.empty(), OptionalInt.empty(), false);
        return new Call(meta(), name, number, List.of(args), Optional.of(Scalar.S32), List.of(), List.of("EINVAL"), Optional.empty(),
                Placer.layouts(body, types::get));
    }

    private static Arg arg(String name, TypeRef type) {
        return new Arg(meta(), Direction.INOUT, name, type, FieldFacts.NONE);
    }

    private static TypeRef.Arm arm(String name, TypeRef type, String... tags) {
        return new TypeRef.Arm(meta(), name, type, FieldFacts.NONE, List.of(tags));
    }

    private static TypeRef inline(Member... members) {
        return new TypeRef.Inline(new Body(List.of(members), OptionalLong.empty(), OptionalInt.empty(), false));
    }

    private static Meta meta() {
        return Meta.at(Origin.NONE);
    }

    private static NamedType.Literal literal(String name, long value) {
        return new NamedType.Literal(meta(), name, BigInteger.valueOf(value), false);
    }

    private static Member field(String name, TypeRef type) {
        return field(name, type, FieldFacts.NONE);
    }

    private static Member field(String name, TypeRef type, FieldFacts facts) {
        return new Member.Field(meta(), name, type, facts);
    }

    private static TypeRef of(Scalar scalar) {
        return new TypeRef.Of(scalar);
    }

    private static TypeRef named(String name) {
        return new TypeRef.Named(PACKAGE + "." + name);
    }

    private static TypeRef array(TypeRef element, long count) {
        return new TypeRef.Array(element, new Length.Fixed(count));
    }

    private static Expr ref(String name) {
        return new Expr.FieldRef(List.of(name));
    }

    private static Expr num(long value) {
        return Expr.Num.of(value);
    }

    private static Expr le(String name, long value) {
        return new Expr.Binary(BinaryOp.LE, ref(name), num(value));
    }

    private static Expr flag(String name, int bit) {
        return new Expr.FlagSet(List.of(name), "bit" + bit, BigInteger.ONE.shiftLeft(bit));
    }

    private static FieldFacts by(Role role) {
        return facts(Optional.empty(), List.of(role), List.of(), Optional.empty());
    }

    private static FieldFacts fixed(long value) {
        return facts(Optional.of(BigInteger.valueOf(value)), List.of(), List.of(), Optional.empty());
    }

    private static FieldFacts where(Expr... conditions) {
        return facts(Optional.empty(), List.of(), List.of(conditions), Optional.empty());
    }

    private static FieldFacts gate(Expr gate) {
        return facts(Optional.empty(), List.of(), List.of(), Optional.of(gate));
    }

    private static FieldFacts facts(Optional<BigInteger> fixed, List<Role> writers, List<Expr> conditions, Optional<Expr> gate) {
        return new FieldFacts(OptionalLong.empty(), fixed, writers, Optional.empty(), Optional.empty(), false, Optional.empty(), conditions, gate,
                Optional.empty());
    }
}
