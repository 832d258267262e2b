// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.SpecSet;
import org.vbus.model.expr.ExprText;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/**
 * Reads bodies out of bytes, laid out as on 64-bit machines. Never reads past the end: what is missing is a problem, and so is every rule of the spec that is broken.
 * One thread uses it, for one input.
 */
final class RecordDecoder {
    private static final int SHOWN_BYTES = 4096;
    /** A chain of types may be long. */
    private static final int MAX_DEPTH = 100;

    private final SpecSet specs;
    private final Settings settings;
    private final byte[] bytes;
    private int left;
    private boolean exhausted;
    private int depth;

    /** What came of a body: values for expressions, nodes to show, and where it ended. */
    record Read(Value.Fields values, List<Decoded> nodes, List<String> problems, long end, boolean whole) { }

    private record Item(Value value, Optional<Decoded> node, long end, boolean whole) { }

    RecordDecoder(SpecSet specs, Settings settings, byte[] bytes) {
        this.specs = specs;
        this.settings = settings;
        this.bytes = bytes;
        this.left = settings.maxItems();
    }

    /** Whether values were left out, as there were too many. */
    boolean exhausted() {
        return exhausted;
    }

    /** The layout of a body on 64-bit machines. */
    StructLayout layout(Body body) {
        return Placer.layouts(body, specs.types()::get).lp64();
    }

    /** Reads a body at an offset; bytes from {@code limit} on are not its own. */
    Read read(Body body, StructLayout layout, long base, long limit) {
        Value.Fields values = new Value.Fields();
        List<Decoded> nodes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long end = Math.min(base + layout.size(), limit);
        boolean whole = base + layout.size() <= limit;
        if (depth >= MAX_DEPTH) {
            return new Read(values, nodes, List.of("more than " + MAX_DEPTH + " structs in each other: the rest is not shown"), end, whole);
        }
        depth++;
        for (int i = 0; i < body.members().size() && !exhausted; i++) {
            MemberLayout at = layout.members().get(i);
            Member member = body.members().get(i);
            if (member instanceof Member.Field field) {
                Item item = gated(field, at, base, limit, values, problems);
                whole &= item.whole();
                end = Math.max(end, item.end());
                item.node().ifPresent(nodes::add);
            } else if (member instanceof Member.Overlay overlay) {
                for (int arm = 0; arm < overlay.arms().size(); arm++) {
                    MemberLayout inner = at.inner().get(arm).members().get(0);
                    MemberLayout moved = new MemberLayout(at.offset(), inner.size(), inner.stride(), inner.align(), inner.inner());
                    gated(overlay.arms().get(arm), moved, base, limit, values, problems).node().ifPresent(nodes::add);
                }
            } else {
                reserved((Member.Reserved) member, base + at.offset(), limit, problems);
            }
        }
        if (!exhausted) {
            rules(body, values, problems);
        }
        depth--;
        return new Read(values, nodes, problems, end, whole);
    }

    private void rules(Body body, Value.Fields values, List<String> problems) {
        Evaluation evaluation = evaluation(values);
        for (Member member : body.members()) {
            List<Member.Field> fields = member instanceof Member.Field field ? List.of(field) : member instanceof Member.Overlay overlay ? overlay.arms() : List.of();
            for (Member.Field field : fields) {
                if (values.members().containsKey(field.name())) {
                    field.facts().conditions().stream().filter(rule -> evaluation.holds(rule).filter(holds -> !holds).isPresent())
                            .forEach(rule -> problems.add("not so: " + ExprText.of(rule)));
                }
            }
        }
    }

    private Evaluation evaluation(Value.Fields values) {
        return new Evaluation(values.members(), feature -> settings.features().contains(feature.group() + "." + feature.bit()));
    }

    private void reserved(Member.Reserved reserved, long at, long limit, List<String> problems) {
        if (reserved.policy() == Member.Policy.ZERO) {
            for (long i = at; i < Math.min(at + reserved.bytes(), limit); i++) {
                if (bytes[(int) i] != 0) {
                    problems.add("reserved bytes at " + at + " must be zero");
                    return;
                }
            }
        }
    }

    private Item gated(Member.Field field, MemberLayout at, long base, long limit, Value.Fields values, List<String> problems) {
        TypeRef type = field.type();
        FieldFacts facts = field.facts();
        if (facts.gate().isPresent() && evaluation(values).holds(facts.gate().get()).filter(holds -> !holds).isPresent()) {
            if (facts.otherwise().isEmpty()) {
                return new Item(new Value.Opaque(), Optional.empty(), Math.min(base + at.offset() + at.size(), limit), true);
            }
            type = facts.otherwise().get();
            facts = FieldFacts.NONE;
        }
        MemberLayout own = type == field.type() ? at : alone(type, at.offset());
        Item item = value(field.name(), type, facts, own, base + at.offset(), limit, values);
        if (item.value() instanceof Value.Opaque) {
            return item;
        }
        values.members().put(field.name(), item.value());
        return item;
    }

    private MemberLayout alone(TypeRef type, long offset) {
        Body only = Body.of(List.of(new Member.Field(Meta.at(Origin.NONE), "x", type, FieldFacts.NONE)));
        MemberLayout own = layout(only).members().get(0);
        return new MemberLayout(offset, own.size(), own.stride(), own.align(), own.inner());
    }

    private Item value(String name, TypeRef declared, FieldFacts facts, MemberLayout at, long offset, long limit, Value.Fields scope) {
        TypeRef type = resolve(declared);
        if (left-- <= 0) {
            exhausted = true;
            return new Item(new Value.Opaque(), Optional.empty(), offset, false);
        }
        if (type instanceof TypeRef.Array array) {
            return array(name, array, facts, at, offset, limit, scope);
        }
        if (offset + at.size() > limit) {
            return missing(name, type, offset, at.size(), limit);
        }
        if (type instanceof TypeRef.Inline inline) {
            return body(name, "struct", read(inline.body(), at.inner().get(0), offset, limit), offset);
        }
        if (type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct struct) {
            return body(name, struct.name(), read(struct.body(), struct.layouts().lp64(), offset, limit), offset);
        }
        if (type instanceof TypeRef.Union union) {
            return union(name, union, at, offset, limit, scope);
        }
        if (type instanceof TypeRef.Text || type instanceof TypeRef.Mac) {
            return text(name, type, offset, at.size());
        }
        return number(name, type, facts, offset);
    }

    private static Item body(String name, String type, Read read, long offset) {
        Decoded node = new Decoded(name, type, offset, read.end() - offset, Optional.empty(), "", read.nodes(), read.problems());
        return new Item(read.values(), Optional.of(node), read.end(), read.whole());
    }

    private Item missing(String name, TypeRef type, long offset, long size, long limit) {
        String problem = name + " needs " + size + " bytes at " + offset + ", the input ends at " + limit;
        return new Item(new Value.Opaque(), Optional.of(new Decoded(name, said(type), offset, Math.max(0, limit - offset), Optional.empty(), "", List.of(), List.of(problem))),
                limit, false);
    }

    private Item union(String name, TypeRef.Union union, MemberLayout at, long offset, long limit, Value.Fields scope) {
        List<Value> tag = Value.find(scope.members(), union.tag());
        if (tag.size() == 1 && tag.get(0) instanceof Value.Number number) {
            for (int i = 0; i < union.arms().size(); i++) {
                TypeRef.Arm arm = union.arms().get(i);
                if (arm.tags().stream().anyMatch(literal -> literal(literal).equals(number.value()))) {
                    Member.Field field = new Member.Field(arm.meta(), arm.name(), arm.type(), arm.facts());
                    StructLayout inner = at.inner().get(i);
                    return body(name, "union", read(Body.of(List.of(field)), new StructLayout(at.size(), 1, inner.members()), offset, limit), offset);
                }
            }
            if (union.unknown().filter("error"::equals).isPresent()) {
                return new Item(new Value.Opaque(), Optional.of(new Decoded(name, "union", offset, at.size(), Optional.empty(), hex(offset, at.size()), List.of(),
                        List.of("the tag " + number.value() + " has no arm"))), offset + at.size(), true);
            }
        }
        return new Item(new Value.Opaque(), Optional.of(new Decoded(name, "union", offset, at.size(), Optional.empty(), hex(offset, at.size()), List.of(), List.of())),
                offset + at.size(), true);
    }

    private Item array(String name, TypeRef.Array array, FieldFacts facts, MemberLayout at, long offset, long limit, Value.Fields scope) {
        TypeRef element = resolve(array.element());
        long stride = at.stride();
        Optional<Long> count = count(array.length(), stride, offset, limit, scope);
        if (count.isEmpty()) {
            return new Item(new Value.Opaque(), Optional.of(new Decoded(name, said(array), offset, 0, Optional.empty(), "", List.of(),
                    List.of("how many elements " + name + " has is not known, or it has no sense"))), offset, false);
        }
        long has = stride == 0 ? 0 : Math.min(count.get(), Math.max(0, (limit - offset) / stride));
        List<String> problems = has < count.get() ? List.of(name + " has " + count.get() + " elements of " + stride + " bytes at " + offset + ", the input ends at " + limit)
                : List.of();
        if (element instanceof TypeRef.Of of && (of.scalar() == Scalar.U8 || of.scalar() == Scalar.CHAR)) {
            String text = of.scalar() == Scalar.CHAR ? string(Math.min(offset, limit), has) : hex(offset, has);
            return new Item(new Value.Elements(List.of(), problems.isEmpty()), Optional.of(new Decoded(name, said(array), offset, has, Optional.empty(), text, List.of(), problems)),
                    offset + has, problems.isEmpty());
        }
        MemberLayout one = alone(element, 0);
        FieldFacts plain = facts.opaque() ? facts : FieldFacts.NONE;
        List<Value> values = new ArrayList<>();
        List<Decoded> nodes = new ArrayList<>();
        for (long i = 0; i < has && !exhausted; i++) {
            Item item = value(name + "[" + i + "]", element, plain, one, offset + i * stride, limit, scope);
            values.add(item.value());
            item.node().ifPresent(nodes::add);
        }
        boolean whole = problems.isEmpty() && !exhausted;
        return new Item(new Value.Elements(values, whole), Optional.of(new Decoded(name, said(array), offset, has * stride, Optional.empty(), "", nodes, problems)),
                offset + has * stride, whole);
    }

    private Optional<Long> count(Length length, long stride, long offset, long limit, Value.Fields scope) {
        if (length instanceof Length.Fixed fixed) {
            return Optional.of(fixed.count());
        }
        if (length instanceof Length.ByEnum byEnum) {
            return Optional.of(byEnum.count());
        }
        if (length instanceof Length.Counted counted) {
            return evaluation(scope).number(counted.count()).filter(count -> count.signum() >= 0 && count.bitLength() < Long.SIZE).map(BigInteger::longValue);
        }
        return Optional.of(stride == 0 ? 0 : Math.max(0, (limit - offset) / stride));
    }

    private Item text(String name, TypeRef type, long offset, long size) {
        String text = type instanceof TypeRef.Text ? string(offset, size) : hex(offset, size).replaceAll("(..)(?=.)", "$1:");
        return new Item(new Value.Fields(), Optional.of(new Decoded(name, said(type), offset, size, Optional.empty(), text, List.of(), List.of())), offset + size, true);
    }

    private Item number(String name, TypeRef type, FieldFacts facts, long offset) {
        Scalar scalar = scalar(type);
        BigInteger value = read(offset, scalar);
        NamedType named = type instanceof TypeRef.Named ref ? specs.types().get(ref.name()) : null;
        List<String> problems = new ArrayList<>();
        List<Decoded> children = new ArrayList<>();
        Map<String, Value> parts = new LinkedHashMap<>();
        String text = facts.address().isPresent() || facts.opaque() || named instanceof NamedType.Flags || type instanceof TypeRef.Bits
                || facts.fixed().filter(fixed -> fixed.bitLength() > 16).isPresent() ? "0x" + unsigned(value, scalar).toString(16) : value.toString();
        if (named instanceof NamedType.Enum literals) {
            Optional<String> literal = name(literals, value);
            text = literal.map(found -> found + " (" + value + ")").orElse(text);
            if (literal.isEmpty() && !literals.open()) {
                problems.add(name + " is " + value + ", none of " + literals.name());
            }
        } else if (named instanceof NamedType.Flags flags) {
            text = text + flags(flags, unsigned(value, scalar), name, problems);
        } else if (type instanceof TypeRef.Bits bits) {
            for (TypeRef.Part part : bits.parts()) {
                BigInteger found = unsigned(value, scalar).shiftRight(part.shift()).and(BigInteger.ONE.shiftLeft(part.width()).subtract(BigInteger.ONE));
                String literal = part.type().map(specs.types()::get).filter(NamedType.Enum.class::isInstance).flatMap(one -> name((NamedType.Enum) one, found))
                        .map(one -> one + " (" + found + ")").orElse(found.toString());
                parts.put(part.name(), new Value.Number(found, Map.of()));
                children.add(new Decoded(part.name(), "bits", offset, scalar.bytes(), Optional.of(found), literal, List.of(), List.of()));
            }
        } else if (scalar == Scalar.BOOL && value.bitLength() > 1) {
            problems.add(name + " is " + value + ", a bool is 0 or 1");
        }
        facts.fixed().filter(fixed -> !fixed.equals(value)).ifPresent(fixed -> problems.add(name + " is " + shown(value) + ", must be " + shown(fixed)));
        String unit = facts.unit().map(one -> " " + one).orElse("");
        return new Item(new Value.Number(value, parts), Optional.of(new Decoded(name, said(type), offset, scalar.bytes(), Optional.of(value), text + unit, children, problems)),
                offset + scalar.bytes(), true);
    }

    private static String shown(BigInteger value) {
        return value.bitLength() > 16 ? "0x" + value.toString(16) : value.toString();
    }

    private static String flags(NamedType.Flags flags, BigInteger value, String name, List<String> problems) {
        BigInteger rest = value;
        List<String> names = new ArrayList<>();
        for (NamedType.Flag flag : flags.flags()) {
            if (value.testBit(flag.bit())) {
                names.add(flag.name());
                rest = rest.clearBit(flag.bit());
            }
        }
        if (rest.signum() != 0) {
            problems.add(name + " has bits beyond " + flags.name() + ": 0x" + rest.toString(16));
        }
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }

    private static Optional<String> name(NamedType.Enum literals, BigInteger value) {
        return literals.literals().stream().filter(literal -> !literal.local() && literal.value().equals(value)).map(NamedType.Literal::name).findFirst();
    }

    private BigInteger literal(String qualified) {
        int dot = qualified.lastIndexOf('.');
        NamedType.Enum type = (NamedType.Enum) specs.types().get(qualified.substring(0, dot));
        return type.literals().stream().filter(literal -> literal.name().equals(qualified.substring(dot + 1))).findFirst().orElseThrow().value();
    }

    private BigInteger read(long offset, Scalar scalar) {
        boolean little = switch (scalar.order()) {
            case LITTLE -> true;
            case BIG -> false;
            case NATIVE -> settings.order() == ByteOrder.LITTLE_ENDIAN;
            case VIRTIO -> !settings.legacy() || settings.order() == ByteOrder.LITTLE_ENDIAN;
        };
        byte[] most = new byte[scalar.bytes()];
        for (int i = 0; i < most.length; i++) {
            most[little ? most.length - 1 - i : i] = bytes[(int) offset + i];
        }
        return scalar.signed() ? new BigInteger(most) : new BigInteger(1, most);
    }

    private static BigInteger unsigned(BigInteger value, Scalar scalar) {
        return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(8 * scalar.bytes())) : value;
    }

    private String hex(long offset, long size) {
        StringBuilder text = new StringBuilder();
        for (long i = 0; i < Math.min(size, SHOWN_BYTES); i++) {
            text.append(String.format("%02x", bytes[(int) (offset + i)]));
        }
        return text.append(size > SHOWN_BYTES ? "..." : "").toString();
    }

    /** Up to the first NUL; what is not printable is shown as a number. */
    private String string(long offset, long size) {
        StringBuilder text = new StringBuilder("\"");
        String raw = new String(bytes, (int) offset, (int) Math.min(size, SHOWN_BYTES), StandardCharsets.ISO_8859_1);
        int nul = raw.indexOf('\0');
        for (char c : (nul < 0 ? raw : raw.substring(0, nul)).toCharArray()) {
            text.append(c == '"' || c == '\\' ? "\\" + c : c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return text.append('"').toString();
    }

    private String said(TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            String length = array.length() instanceof Length.Fixed fixed ? Long.toString(fixed.count()) : array.length() instanceof Length.Counted counted
                    ? ExprText.of(counted.count()) : array.length() instanceof Length.ByEnum byEnum ? Long.toString(byEnum.count()) : "";
            return said(array.element()) + "[" + length + "]";
        }
        if (type instanceof TypeRef.Of of) {
            return of.scalar().keyword();
        }
        if (type instanceof TypeRef.Named named) {
            return named.name().substring(named.name().lastIndexOf('.') + 1);
        }
        if (type instanceof TypeRef.Bits bits) {
            return bits.parts().stream().map(TypeRef.Part::name).collect(Collectors.joining(",", "bits " + bits.base().keyword() + " {", "}"));
        }
        return type instanceof TypeRef.Mac ? "mac" : type instanceof TypeRef.Text text ? "string[" + text.length() + "]" : type instanceof TypeRef.Fd ? "fd" : "struct";
    }

    private TypeRef resolve(TypeRef type) {
        TypeRef resolved = type;
        while (resolved instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Alias alias) {
            resolved = alias.target();
        }
        return resolved;
    }

    private Scalar scalar(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return of.scalar();
        }
        if (type instanceof TypeRef.Bits bits) {
            return bits.base();
        }
        if (type instanceof TypeRef.Named named) {
            return specs.types().get(named.name()) instanceof NamedType.Enum literals ? literals.base() : ((NamedType.Flags) specs.types().get(named.name())).base();
        }
        return Scalar.S32;
    }
}
