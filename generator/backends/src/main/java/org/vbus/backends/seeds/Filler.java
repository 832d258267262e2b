// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.seeds;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.SpecSet;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Placer;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.ValueRange;
import org.vbus.model.type.TypeRef.Length;

/**
 * Writes records that keep the rules of each field alone, and sums. Numbers of the machine are little-endian, layouts those of 64 bits. Rules over several fields are kept
 * as far as small numbers keep them.
 */
final class Filler {
    /** No record is made longer than this. */
    static final int MAX = 1 << 16;
    private static final int MANY = 16;
    /** What lies deeper stays zero: a chain of types may be long. */
    private static final int MAX_DEPTH = 100;

    private final SpecSet specs;
    private final Choice choice;
    private byte[] bytes = new byte[0];
    private int end;
    private int depth;

    private Filler(SpecSet specs, Choice choice) {
        this.specs = specs;
        this.choice = choice;
    }

    /** One record; empty if it would be too long. */
    static Optional<byte[]> fill(SpecSet specs, Body body, Choice choice) {
        StructLayout layout = Placer.layouts(body, specs.types()::get).lp64();
        Filler filler = new Filler(specs, choice);
        return filler.fits(layout.size()) ? Optional.of(filler.body(body, layout)) : Optional.empty();
    }

    private byte[] body(Body body, StructLayout layout) {
        room(0, layout.size());
        members(body, layout, 0);
        return Arrays.copyOf(bytes, end);
    }

    private boolean fits(long size) {
        return size <= MAX;
    }

    private boolean room(long at, long size) {
        if (at + size > MAX) {
            return false;
        }
        end = Math.max(end, (int) (at + size));
        if (bytes.length < end) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        return true;
    }

    private Map<String, BigInteger> members(Body body, StructLayout layout, long base) {
        Map<String, BigInteger> values = new LinkedHashMap<>();
        if (depth >= MAX_DEPTH) {
            return values;
        }
        depth++;
        for (int i = 0; i < body.members().size(); i++) {
            MemberLayout at = layout.members().get(i);
            if (body.members().get(i) instanceof Member.Field field) {
                field(field, at, base, counted(body, field.name()), values);
            } else if (body.members().get(i) instanceof Member.Overlay overlay) {
                MemberLayout inner = at.inner().get(0).members().get(0);
                field(overlay.arms().get(0), new MemberLayout(at.offset(), inner.size(), inner.stride(), inner.align(), inner.inner()), base, false, values);
            }
        }
        sums(body, layout, base, values);
        depth--;
        return values;
    }

    /** Gives a field that must be a sum that sum. */
    private void sums(Body body, StructLayout layout, long base, Map<String, BigInteger> values) {
        for (int i = 0; i < body.members().size(); i++) {
            if (!(body.members().get(i) instanceof Member.Field field)) {
                continue;
            }
            for (Expr condition : field.facts().conditions()) {
                if (condition instanceof Expr.Binary binary && binary.op() == Expr.BinaryOp.EQ && binary.left() instanceof Expr.FieldRef left && left.path().equals(List.of(field.name()))
                        && binary.right() instanceof Expr.Sum sum) {
                    Optional<BigInteger> total = Optional.ofNullable(values.get("sum " + String.join(".", sum.path())));
                    Optional<Scalar> scalar = scalar(resolve(field.type()));
                    if (total.isPresent() && scalar.isPresent()) {
                        number(base + layout.members().get(i).offset(), scalar.get(), total.get());
                    }
                }
            }
        }
    }

    private static boolean counted(Body body, String name) {
        return body.members().stream().filter(Member.Field.class::isInstance).map(Member.Field.class::cast).anyMatch(field -> field.type() instanceof TypeRef.Array array
                && array.length() instanceof Length.Counted length && length.count() instanceof Expr.FieldRef ref && ref.path().equals(List.of(name)));
    }

    private void field(Member.Field field, MemberLayout at, long base, boolean counts, Map<String, BigInteger> values) {
        if (field.facts().gate().filter(gate -> gate instanceof Expr.FlagSet && choice == Choice.LEAST).isPresent()) {
            return;
        }
        value(field.name(), field.type(), field.facts(), at, base + at.offset(), counts, values);
    }

    private void value(String name, TypeRef declared, FieldFacts facts, MemberLayout at, long offset, boolean counts, Map<String, BigInteger> values) {
        TypeRef type = resolve(declared);
        if (!room(offset, at.size())) {
            return;
        }
        if (type instanceof TypeRef.Array array) {
            array(name, array, at, offset, values);
        } else if (type instanceof TypeRef.Inline inline) {
            members(inline.body(), at.inner().get(0), offset).forEach((inner, value) -> values.put(name + "." + inner, value));
        } else if (type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct struct) {
            members(struct.body(), struct.layouts().lp64(), offset).forEach((inner, value) -> values.put(name + "." + inner, value));
        } else if (type instanceof TypeRef.Union union) {
            union(union, at, offset, values);
        } else if (type instanceof TypeRef.Mac) {
            bytes[(int) offset] = 2;
        } else if (type instanceof TypeRef.Text text) {
            Arrays.fill(bytes, (int) offset, (int) (offset + (choice == Choice.LEAST ? Math.min(1, text.length()) : text.length() - 1)), (byte) 'a');
        } else if (type instanceof TypeRef.Bits bits) {
            bits(name, bits, offset, values);
        } else {
            Scalar scalar = scalar(type).orElse(Scalar.S32);
            BigInteger value = chosen(type, facts, scalar, counts);
            values.put(name, value);
            number(offset, scalar, value);
        }
    }

    private void array(String name, TypeRef.Array array, MemberLayout at, long offset, Map<String, BigInteger> values) {
        long count = array.length() instanceof Length.Fixed fixed ? fixed.count() : array.length() instanceof Length.ByEnum byEnum ? byEnum.count()
                : array.length() instanceof Length.Counted counted && counted.count() instanceof Expr.FieldRef ref
                ? values.getOrDefault(String.join(".", ref.path()), BigInteger.ONE).min(BigInteger.valueOf(MAX)).longValue() : choice == Choice.LEAST ? 1 : MANY;
        Body only = Body.of(List.of(new Member.Field(Meta.at(Origin.NONE), "x", array.element(), FieldFacts.NONE)));
        MemberLayout element = Placer.layouts(only, specs.types()::get).lp64().members().get(0);
        for (long i = 0; i < count && at.stride() > 0 && room(offset + i * at.stride(), at.stride()); i++) {
            Map<String, BigInteger> inner = new LinkedHashMap<>();
            value("x", array.element(), FieldFacts.NONE, element, offset + i * at.stride(), false, inner);
            inner.forEach((path, value) -> {
                if (path.startsWith("x.")) {
                    values.merge("sum " + name + path.substring(1), value, BigInteger::add);
                }
            });
        }
    }

    private void union(TypeRef.Union union, MemberLayout at, long offset, Map<String, BigInteger> values) {
        BigInteger tag = values.getOrDefault(String.join(".", union.tag()), BigInteger.ZERO);
        for (int i = 0; i < union.arms().size(); i++) {
            TypeRef.Arm arm = union.arms().get(i);
            if (arm.tags().stream().anyMatch(literal -> literal(literal).equals(tag))) {
                value(arm.name(), arm.type(), arm.facts(), at.inner().get(i).members().get(0), offset, false, new LinkedHashMap<>());
                return;
            }
        }
    }

    private void bits(String name, TypeRef.Bits bits, long offset, Map<String, BigInteger> values) {
        BigInteger word = BigInteger.ZERO;
        for (TypeRef.Part part : bits.parts()) {
            BigInteger most = BigInteger.ONE.shiftLeft(part.width()).subtract(BigInteger.ONE);
            BigInteger value = part.type().map(specs.types()::get).filter(NamedType.Enum.class::isInstance).map(one -> chosen((NamedType.Enum) one).min(most))
                    .orElse(choice == Choice.LEAST ? BigInteger.ZERO : most);
            values.put(name + "." + part.name(), value);
            word = word.or(value.shiftLeft(part.shift()));
        }
        number(offset, bits.base(), word);
    }

    private BigInteger chosen(TypeRef type, FieldFacts facts, Scalar scalar, boolean counts) {
        if (facts.fixed().isPresent()) {
            return facts.fixed().get();
        }
        if (type instanceof TypeRef.Named named) {
            NamedType found = specs.types().get(named.name());
            if (found instanceof NamedType.Enum literals) {
                return chosen(literals);
            }
            BigInteger all = ((NamedType.Flags) found).flags().stream().map(flag -> BigInteger.ONE.shiftLeft(flag.bit())).reduce(BigInteger.ZERO, BigInteger::or);
            return choice == Choice.LEAST ? BigInteger.ZERO : all;
        }
        ValueRange range = ValueRange.of(facts, scalar);
        if (counts) {
            BigInteger wanted = choice == Choice.LEAST ? BigInteger.ONE : BigInteger.valueOf(MANY);
            return wanted.max(range.low()).min(range.high());
        }
        BigInteger small = (choice == Choice.LEAST ? BigInteger.ZERO : BigInteger.ONE).max(range.low()).min(range.high());
        boolean bounded = range.high().compareTo(scalar.max()) < 0;
        return choice == Choice.MOST && bounded ? range.high() : small;
    }

    private BigInteger chosen(NamedType.Enum literals) {
        List<BigInteger> wire = literals.literals().stream().filter(literal -> !literal.local()).map(NamedType.Literal::value).toList();
        return wire.isEmpty() ? BigInteger.ZERO : wire.get(choice == Choice.LEAST ? 0 : wire.size() - 1);
    }

    private void number(long offset, Scalar scalar, BigInteger value) {
        byte[] word = word(value, scalar.bytes(), scalar.order() == Scalar.ByteOrder.BIG);
        System.arraycopy(word, 0, bytes, (int) offset, word.length);
    }

    /** So many bytes of a number. */
    static byte[] word(BigInteger value, int size, boolean big) {
        byte[] word = new byte[size];
        for (int i = 0; i < size; i++) {
            word[big ? size - 1 - i : i] = value.shiftRight(8 * i).byteValue();
        }
        return word;
    }

    private BigInteger literal(String qualified) {
        int dot = qualified.lastIndexOf('.');
        NamedType.Enum type = (NamedType.Enum) specs.types().get(qualified.substring(0, dot));
        return type.literals().stream().filter(literal -> literal.name().equals(qualified.substring(dot + 1))).findFirst().orElseThrow().value();
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
        if (type instanceof TypeRef.Named named) {
            NamedType found = specs.types().get(named.name());
            return found instanceof NamedType.Enum literals ? Optional.of(literals.base()) : found instanceof NamedType.Flags flags ? Optional.of(flags.base()) : Optional.empty();
        }
        return Optional.empty();
    }
}
