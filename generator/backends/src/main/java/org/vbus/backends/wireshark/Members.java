// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.wireshark;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vbus.backends.text.Comments;
import org.vbus.backends.wireshark.SpecView.Fact;
import org.vbus.backends.wireshark.SpecView.Field;
import org.vbus.backends.wireshark.SpecView.Literal;
import org.vbus.backends.wireshark.SpecView.Nested;
import org.vbus.backends.wireshark.SpecView.Struct;
import org.vbus.backends.wireshark.SpecView.Values;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/** Members as tables. Fields, names of numbers and structs are collected as they are used. */
final class Members {
    private final SpecSet specs;
    private final String proto;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Values> values = new LinkedHashMap<>();
    private final Map<String, Optional<Struct>> structs = new LinkedHashMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    /** What all members of a block share. */
    private record Place(String filter, Optional<Device> device) {
        Place in(String name) {
            return new Place(filter + "." + name, device);
        }
    }

    Members(SpecSet specs, String proto) {
        this.specs = specs;
        this.proto = proto;
    }

    List<Field> fields() {
        return fields;
    }

    List<Values> values() {
        return List.copyOf(values.values());
    }

    /** The tables of all structs that were needed, and of those that they need. A chain of types may be long, so each waits for its turn. */
    List<Struct> structs() {
        for (String next = waiting.poll(); next != null; next = waiting.poll()) {
            make(next);
        }
        return structs.values().stream().flatMap(Optional::stream).toList();
    }

    /** Asks for the table of a declared struct. */
    void need(String qualified) {
        if (structs.putIfAbsent(qualified, Optional.empty()) == null) {
            waiting.add(qualified);
        }
    }

    private void make(String qualified) {
        NamedType.Struct struct = (NamedType.Struct) specs.types().get(qualified);
        // the same short name may come from two packages
        String filter = qualified.equalsIgnoreCase(own() + struct.name()) ? struct.name() : qualified;
        List<SpecView.Member> members = of(struct.body(), struct.layouts().lp64(), filter, struct.device().map(specs.devices()::get));
        structs.put(qualified, Optional.of(new Struct(Lua.quoted(qualified), members)));
    }

    private String own() {
        return proto.substring(proto.indexOf('.') + 1) + ".";
    }

    /** Members of a body; their fields are called after {@code filter}. */
    List<SpecView.Member> of(Body body, StructLayout layout, String filter, Optional<Device> device) {
        return body(body, layout, new Place(filter, device));
    }

    private List<SpecView.Member> body(Body body, StructLayout layout, Place place) {
        List<SpecView.Member> members = new ArrayList<>();
        int reserved = 0;
        for (int i = 0; i < body.members().size(); i++) {
            MemberLayout at = layout.members().get(i);
            Member member = body.members().get(i);
            if (member instanceof Member.Field field) {
                members.add(member(field.name(), field.type(), field.facts(), at, place));
            } else if (member instanceof Member.Reserved bytes) {
                String name = "reserved-" + reserved++;
                List<Fact> facts = facts(field("bytes", place.in(name), "reserved", List.of()));
                if (bytes.policy() == Member.Policy.ZERO) {
                    facts.add(new Fact("zero", "true"));
                }
                members.add(new SpecView.Member(Lua.quoted("bytes"), Lua.quoted(name), at.offset(), at.size(), facts, List.of()));
            } else {
                members.add(overlay((Member.Overlay) member, at, i, place));
            }
        }
        return members;
    }

    private SpecView.Member overlay(Member.Overlay overlay, MemberLayout at, int index, Place place) {
        List<SpecView.Member> arms = new ArrayList<>();
        for (int i = 0; i < overlay.arms().size(); i++) {
            Member.Field arm = overlay.arms().get(i);
            arms.add(member(arm.name(), arm.type(), arm.facts(), at.inner().get(i).members().get(0), place));
        }
        return new SpecView.Member(Lua.quoted("overlay"), Lua.quoted("overlay-" + index), at.offset(), at.size(), List.of(),
                List.of(new Nested("inner", arms)));
    }

    private SpecView.Member member(String name, TypeRef type, FieldFacts facts, MemberLayout at, Place place) {
        SpecView.Member plain = value(name, type, facts, at, place);
        List<Fact> more = new ArrayList<>(plain.facts());
        List<Nested> nested = new ArrayList<>(plain.nested());
        facts.gate().ifPresent(gate -> more.add(new Fact("gate", expression(gate, place))));
        if (!facts.conditions().isEmpty()) {
            more.add(new Fact("rules", "{ " + String.join(", ", facts.conditions().stream()
                    .map(rule -> "{ " + Lua.quoted(ExprText.of(rule)) + ", " + expression(rule, place) + " }").toList()) + " }"));
        }
        facts.fixed().ifPresent(value -> more.add(new Fact("fixed", Lua.bits(unsigned(type, value)))));
        facts.otherwise().ifPresent(other -> nested.add(new Nested("other",
                List.of(value(name, other, FieldFacts.NONE, alone(other, at), place.in("else"))))));
        return new SpecView.Member(plain.kind(), plain.name(), plain.at(), plain.width(), more, nested);
    }

    private MemberLayout alone(TypeRef type, MemberLayout at) {
        Body only = Body.of(List.of(new Member.Field(org.vbus.model.Meta.at(org.vbus.model.Origin.NONE), "x", type, FieldFacts.NONE)));
        MemberLayout own = org.vbus.model.layout.Placer.layouts(only, specs.types()::get).lp64().members().get(0);
        return new MemberLayout(at.offset(), own.size(), own.stride(), own.align(), own.inner());
    }

    private BigInteger unsigned(TypeRef type, BigInteger value) {
        int bytes = scalar(resolve(type)).map(Scalar::bytes).orElse(8);
        return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(8 * bytes)) : value;
    }

    private SpecView.Member value(String name, TypeRef declared, FieldFacts facts, MemberLayout at, Place place) {
        TypeRef type = resolve(declared);
        String label = Comments.line(name + facts.unit().map(unit -> " (" + unit + ")").orElse(""));
        Place here = place.in(name);
        if (type instanceof TypeRef.Array array) {
            return array(name, array, facts, label, at, here);
        }
        if (type instanceof TypeRef.Inline inline) {
            return made("inline", name, at, facts(field("none", here, label, List.of())), List.of(new Nested("inner", body(inline.body(), at.inner().get(0), here))));
        }
        if (type instanceof TypeRef.Union union) {
            return union(name, union, at, here);
        }
        if (type instanceof TypeRef.Mac) {
            return made("bytes", name, at, facts(field("ether", here, label, List.of())), List.of());
        }
        if (type instanceof TypeRef.Text) {
            return made("bytes", name, at, facts(field("string", here, label, List.of())), List.of());
        }
        if (type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct) {
            need(named.name());
            List<Fact> with = facts(field("none", here, label, List.of()));
            with.add(new Fact("struct", Lua.quoted(named.name())));
            return made("struct", name, at, with, List.of());
        }
        return number(name, type, facts, label, at, here);
    }

    private static SpecView.Member made(String kind, String name, MemberLayout at, List<Fact> facts, List<Nested> nested) {
        return new SpecView.Member(Lua.quoted(kind), Lua.quoted(name), at.offset(), at.size(), facts, nested);
    }

    private SpecView.Member array(String name, TypeRef.Array array, FieldFacts facts, String label, MemberLayout at, Place here) {
        TypeRef element = resolve(array.element());
        boolean bytes = element instanceof TypeRef.Of of && (of.scalar() == Scalar.U8 || of.scalar() == Scalar.CHAR);
        boolean text = bytes && ((TypeRef.Of) element).scalar() == Scalar.CHAR;
        List<Fact> with = new ArrayList<>();
        if (array.length() instanceof Length.Counted counted) {
            with.add(new Fact("count", expression(counted.count(), here)));
        } else if (array.length() instanceof Length.Open) {
            with.add(new Fact("open", "true"));
        } else if (!bytes) {
            with.add(new Fact("fixed_count", Long.toString(array.length() instanceof Length.Fixed fixed ? fixed.count()
                    : ((Length.ByEnum) array.length()).count())));
        }
        if (bytes) {
            with.addAll(facts(field(text ? "string" : "bytes", here, label, List.of())));
            return made("bytes", name, at, with, List.of());
        }
        with.add(new Fact("stride", Long.toString(at.stride())));
        MemberLayout one = element(element, at);
        Place outer = new Place(here.filter().substring(0, here.filter().length() - name.length() - 1), here.device());
        return made("array", name, at, with, List.of(new Nested("inner",
                List.of(value(name, element, new FieldFacts(java.util.OptionalLong.empty(), Optional.empty(), List.of(), Optional.empty(),
                        Optional.empty(), facts.opaque(), facts.unit(), List.of(), Optional.empty(), Optional.empty()), one, outer)))));
    }

    private MemberLayout element(TypeRef element, MemberLayout at) {
        MemberLayout own = alone(element, at);
        return new MemberLayout(0, own.size(), own.stride(), own.align(), own.inner());
    }

    private SpecView.Member union(String name, TypeRef.Union union, MemberLayout at, Place here) {
        List<SpecView.Member> arms = new ArrayList<>();
        for (int i = 0; i < union.arms().size(); i++) {
            TypeRef.Arm arm = union.arms().get(i);
            SpecView.Member plain = member(arm.name(), arm.type(), arm.facts(), at.inner().get(i).members().get(0), here);
            List<Fact> facts = new ArrayList<>(plain.facts());
            facts.add(new Fact("tags", "{ " + String.join(", ", arm.tags().stream().map(tag -> literal(tag).toString()).toList()) + " }"));
            arms.add(new SpecView.Member(plain.kind(), plain.name(), plain.at(), plain.width(), facts, plain.nested()));
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("tag", Lua.expression(new Expr.FieldRef(union.tag()), feature -> Optional.empty())));
        if (union.unknown().filter("error"::equals).isPresent()) {
            facts.add(new Fact("refused", "true"));
        }
        return made("union", name, at, facts, List.of(new Nested("inner", arms)));
    }

    private SpecView.Member number(String name, TypeRef type, FieldFacts facts, String label, MemberLayout at, Place here) {
        Scalar scalar = scalar(type).orElse(Scalar.S32);
        int width = scalar.bytes() * 8;
        NamedType named = type instanceof TypeRef.Named ref ? specs.types().get(ref.name()) : null;
        List<String> more = new ArrayList<>();
        List<Fact> with = new ArrayList<>();
        String kind = (scalar.signed() || type instanceof TypeRef.Fd ? "int" : "uint") + width;
        boolean hex = facts.address().isPresent() || facts.opaque() || named instanceof NamedType.Flags || type instanceof TypeRef.Bits
                || facts.fixed().filter(value -> value.bitLength() > 16).isPresent();
        if (type instanceof TypeRef.Of of && of.scalar() == Scalar.BOOL) {
            kind = "bool";
        } else {
            more.add(hex && kind.startsWith("u") ? "base.HEX" : "base.DEC");
        }
        if (named instanceof NamedType.Enum literals) {
            int index = values(((TypeRef.Named) type).name(), literals);
            if (width < 64) {
                more.add("E[" + index + "]");
            }
            with.add(new Fact("values", "E[" + index + "]"));
            if (!literals.open()) {
                with.add(new Fact("closed", "true"));
            }
        }
        int field = field(kind, here, label, more);
        with.addAll(facts(field));
        with.add(new Fact("order", Lua.quoted(scalar.order().name().toLowerCase(Locale.ROOT))));
        if (scalar.signed() || type instanceof TypeRef.Fd) {
            with.add(new Fact("signed", "true"));
        }
        if (named instanceof NamedType.Flags flags) {
            with.add(new Fact("bits", "{ " + String.join(", ", flags.flags().stream().map(flag -> "{ field = F["
                    + field("bool", here.in(flag.name()), flag.name(), List.of(Integer.toString(Math.min(width, 32)), "nil", mask(flag.bit(), 1)))
                    + "], high = " + (flag.bit() >= 32) + " }").toList()) + " }"));
        }
        if (type instanceof TypeRef.Bits bits) {
            with.add(new Fact("parts", "{ " + String.join(", ", bits.parts().stream().map(part -> part(part, width, here)).toList()) + " }"));
        }
        facts.address().filter(address -> facts.gate().isEmpty()).map(FieldFacts.Address::target).filter(target -> resolve(target) instanceof TypeRef.Array)
                .map(target -> (TypeRef.Array) resolve(target)).filter(target -> scalar(resolve(target.element())).filter(one -> one.bytes() == 1).isPresent())
                .ifPresent(target -> {
                    if (target.length() instanceof Length.Counted counted) {
                        with.add(new Fact("points", expression(counted.count(), here)));
                    } else if (target.length() instanceof Length.Fixed fixed) {
                        with.add(new Fact("points", Long.toString(fixed.count())));
                    }
                });
        return made("number", name, at, with, List.of());
    }

    private String part(TypeRef.Part part, int width, Place here) {
        Place place = here.in(part.name());
        boolean spans = part.shift() < 32 && part.shift() + part.width() > 32;
        int shown = Math.min(width, 32);
        int field;
        if (spans) {
            field = field("uint64", place, part.name(), List.of("base.DEC"));
        } else if (part.width() == 1) {
            field = field("bool", place, part.name(), List.of(Integer.toString(shown), "nil", mask(part.shift(), 1)));
        } else {
            Optional<NamedType.Enum> literals = part.type().map(specs.types()::get).filter(NamedType.Enum.class::isInstance).map(NamedType.Enum.class::cast);
            String names = literals.filter(one -> one.base().bytes() < 8).map(one -> "E[" + values(part.type().get(), one) + "]").orElse("nil");
            field = field("uint" + shown, place, part.name(), List.of("base.DEC", names, mask(part.shift(), part.width())));
        }
        return "{ name = " + Lua.quoted(part.name()) + ", shift = " + part.shift() + ", width = " + part.width() + ", field = F[" + field
                + "], high = " + (part.shift() >= 32) + (spans ? ", spans = true" : "") + " }";
    }

    /** Within its half of a word of 64 bits. */
    private static String mask(int shift, int width) {
        return "0x" + BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE).shiftLeft(shift % 32).toString(16);
    }

    private int values(String name, NamedType.Enum literals) {
        return values.computeIfAbsent(name, key -> new Values(values.size() + 1, literals.literals().stream().filter(literal -> !literal.local())
                .map(literal -> new Literal(literals.base().bytes() < 8 ? literal.value().toString() : Lua.bits(literal.value()),
                        Lua.quoted(literal.name()))).toList())).index();
    }

    private BigInteger literal(String qualified) {
        int dot = qualified.lastIndexOf('.');
        NamedType.Enum type = (NamedType.Enum) specs.types().get(qualified.substring(0, dot));
        return type.literals().stream().filter(literal -> literal.name().equals(qualified.substring(dot + 1))).findFirst().orElseThrow().value();
    }

    private int field(String type, Place place, String label, List<String> more) {
        fields.add(new Field(fields.size() + 1, type, Lua.quoted(proto + "." + place.filter()), Lua.quoted(label), more));
        return fields.size();
    }

    private static List<Fact> facts(int field) {
        return new ArrayList<>(List.of(new Fact("field", "F[" + field + "]")));
    }

    private String expression(Expr expr, Place place) {
        return Lua.expression(expr, feature -> place.device().flatMap(device -> number(device, feature)));
    }

    private static Optional<String> number(Device device, Expr.FeatureSet feature) {
        for (FeatureGroup group : device.features()) {
            for (FeatureGroup.Bit bit : group.bits()) {
                if (group.name().equals(feature.group()) && bit.name().equals(feature.bit())) {
                    return Optional.of(group.id() + ", " + bit.bit());
                }
            }
        }
        return Optional.empty();
    }

    private TypeRef resolve(TypeRef type) {
        TypeRef resolved = type;
        while (resolved instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Alias alias) {
            resolved = alias.target();
        }
        return resolved;
    }

    private Optional<Scalar> scalar(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return Optional.of(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return Optional.of(bits.base());
        }
        if (type instanceof TypeRef.Fd) {
            return Optional.of(Scalar.S32);
        }
        if (type instanceof TypeRef.Named named) {
            NamedType found = specs.types().get(named.name());
            return found instanceof NamedType.Enum literals ? Optional.of(literals.base())
                    : found instanceof NamedType.Flags flags ? Optional.of(flags.base()) : Optional.empty();
        }
        return Optional.empty();
    }
}
