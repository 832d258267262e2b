// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.vbus.backends.syzkaller.DescriptionsView.Field;
import org.vbus.backends.syzkaller.DescriptionsView.Resource;
import org.vbus.backends.syzkaller.DescriptionsView.Type;
import org.vbus.backends.syzkaller.DescriptionsView.ValueSet;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Arg;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.ValueRange;
import org.vbus.model.type.TypeRef.Length;

/** Types of a spec as syzkaller has them. Structs, unions and sets are collected as they are used. */
final class Types {
    private static final int TAB = 8;

    private final SpecSet specs;
    private final Spec spec;
    private final Handles handles;
    private final BiConsumer<String, BigInteger> constants;
    private final Map<String, Optional<Type>> types = new LinkedHashMap<>();
    private final Map<String, ValueSet> sets = new LinkedHashMap<>();
    private final Set<String> resources = new TreeSet<>();
    private final Map<String, Scalar> resourceBases = new LinkedHashMap<>();
    private final Deque<Map.Entry<String, Body>> waiting = new ArrayDeque<>();
    private boolean littleOnly;

    /** Names of the members around, and what is asked of them. */
    private record Scope(String owner, Map<String, String> lengths) { }

    Types(SpecSet specs, Spec spec, Handles handles, BiConsumer<String, BigInteger> constants) {
        this.specs = specs;
        this.spec = spec;
        this.handles = handles;
        this.constants = constants;
    }

    List<Type> types() {
        for (Map.Entry<String, Body> next = waiting.poll(); next != null; next = waiting.poll()) {
            make(next.getKey(), next.getValue());
        }
        return types.values().stream().flatMap(Optional::stream).map(Types::inColumns).toList();
    }

    /** As syzkaller's own formatter has it. */
    private static Type inColumns(Type type) {
        int most = type.fields().stream().mapToInt(field -> field.name().length() / TAB + 1).max().orElse(1);
        return new Type(type.name(), type.open(), type.fields().stream().map(field -> new Field(field.name()
                + "\t".repeat(most - field.name().length() / TAB), field.type(), field.direction())).toList(), type.close());
    }

    List<ValueSet> sets() {
        return List.copyOf(sets.values());
    }

    List<Resource> resources() {
        return resources.stream().map(name -> new Resource(name, integer(resourceBases.get(name)))).toList();
    }

    /** Whether something is laid out here as little-endian machines have it. */
    boolean littleOnly() {
        return littleOnly;
    }

    /** The type of a block of one argument. */
    String block(String owner, List<Arg> args) {
        Arg only = args.get(0);
        return type(only.name(), only.type(), only.facts(), only.direction(), new Scope(Names.type(owner), Map.of()), Optional.empty());
    }

    /** What {@code poll} takes of a device. */
    String pollfd(String name, String fd) {
        types.put(name, Optional.of(new Type(name, "{", List.of(new Field("fd", fd, List.of("in")), new Field("events", "const[POLLIN, int16]", List.of("in")),
                new Field("revents", "int16", List.of("out"))), "}")));
        return name;
    }

    /** A struct by that name, once; a chain of types may be long, so each waits for its turn. */
    String struct(String name, Body body) {
        String own = Names.type(name);
        if (types.putIfAbsent(own, Optional.empty()) == null) {
            waiting.add(Map.entry(own, body));
        }
        return own;
    }

    private void make(String own, Body body) {
        Map<String, String> lengths = lengths(body);
        List<Field> fields = new ArrayList<>();
        Scope scope = new Scope(own, lengths);
        int unnamed = 0;
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                fields.add(field(field, scope));
            } else if (member instanceof Member.Reserved reserved) {
                fields.add(new Field("reserved" + unnamed++, reserved(reserved.bytes()), List.of()));
            } else {
                String union = own + "_u" + unnamed;
                types.put(union, Optional.of(new Type(union, "[", ((Member.Overlay) member).arms().stream().map(arm -> field(arm, new Scope(union, Map.of()))).toList(), "]")));
                fields.add(new Field("u" + unnamed++, union, List.of()));
            }
        }
        types.put(own, Optional.of(new Type(own, "{", fields, "}" + attributes(body))));
    }

    private static String attributes(Body body) {
        List<String> attributes = new ArrayList<>();
        if (body.packed()) {
            attributes.add("packed");
        }
        body.declaredAlign().ifPresent(align -> attributes.add("align[" + align + "]"));
        return attributes.isEmpty() ? "" : " [" + String.join(", ", attributes) + "]";
    }

    /** Fields that say how many elements another one has, or how many bytes it points to; the first that asks gets it. */
    private Map<String, String> lengths(Body body) {
        Map<String, String> lengths = new LinkedHashMap<>();
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                TypeRef counted = field.facts().address().map(FieldFacts.Address::target).orElse(field.type());
                if (counted instanceof TypeRef.Array array && array.length() instanceof Length.Counted length && length.count() instanceof Expr.FieldRef ref
                        && ref.path().size() == 1) {
                    lengths.putIfAbsent(ref.path().get(0), Names.field(field.name()));
                }
            }
        }
        return lengths;
    }

    private Field field(Member.Field field, Scope scope) {
        FieldFacts facts = field.facts();
        Direction direction = facts.direction().orElse(Direction.INOUT);
        Optional<String> length = Optional.ofNullable(scope.lengths().get(field.name()));
        String type = type(field.name(), field.type(), facts, direction, scope, length);
        // what goes both ways has the direction of its block: syzkaller lets no flags be marked so
        return new Field(Names.field(field.name()), type, facts.direction().filter(way -> way != Direction.INOUT).map(Descriptions::word).stream().toList());
    }

    private String type(String name, TypeRef declared, FieldFacts facts, Direction direction, Scope scope, Optional<String> length) {
        if (declared instanceof TypeRef.Named named && handles.isResource(named.name())) {
            String resource = Names.type(spec.shortName() + "_" + named.name().substring(named.name().lastIndexOf('.') + 1));
            resources.add(resource);
            resourceBases.put(resource, scalar(Descriptions.resolved(specs, declared)).orElse(Scalar.U64));
            return resource;
        }
        TypeRef type = Descriptions.resolved(specs, declared);
        String inner = scope.owner() + "_" + name;
        if (type instanceof TypeRef.Array array) {
            return array(name, array, direction, scope);
        }
        if (type instanceof TypeRef.Inline inline) {
            return struct(inner, inline.body());
        }
        if (type instanceof TypeRef.Union union) {
            Scope within = new Scope(inner, Map.of());
            List<Field> arms = union.arms().stream().map(arm -> new Field(Names.field(arm.name()), type(arm.name(), arm.type(), arm.facts(), direction, within, Optional.empty()),
                    List.of())).toList();
            types.put(inner, Optional.of(new Type(inner, "[", arms, "]")));
            return inner;
        }
        if (type instanceof TypeRef.Mac) {
            return "array[int8, 6]";
        }
        if (type instanceof TypeRef.Text text) {
            return "array[int8, " + text.length() + "]";
        }
        if (type instanceof TypeRef.Fd) {
            return "fd";
        }
        if (type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct struct) {
            return struct(nameOf(named.name()), struct.body());
        }
        if (type instanceof TypeRef.Bits bits && bits.base().order() == Scalar.ByteOrder.NATIVE) {
            littleOnly = true;
            types.put(inner, Optional.of(new Type(inner, "{", bits.parts().stream().map(part -> new Field(Names.field(part.name()),
                    integer(bits.base()) + ":" + part.width(), List.of())).toList(), "}")));
            return inner;
        }
        return number(type, facts, direction, length, inner);
    }

    /** Types of the spec itself keep their names; those of others are ours under the spec's. */
    private String nameOf(String qualified) {
        String tag = qualified.substring(qualified.lastIndexOf('.') + 1);
        return qualified.equals(spec.packageName() + "." + tag) ? tag : spec.shortName() + "_" + tag;
    }

    private String array(String name, TypeRef.Array array, Direction direction, Scope scope) {
        String element = type(name, array.element(), FieldFacts.NONE, direction, scope, Optional.empty());
        if (array.length() instanceof Length.Fixed fixed) {
            return "array[" + element + ", " + fixed.count() + "]";
        }
        return array.length() instanceof Length.ByEnum byEnum ? "array[" + element + ", " + byEnum.count() + "]" : "array[" + element + "]";
    }

    private String number(TypeRef type, FieldFacts facts, Direction direction, Optional<String> length, String inner) {
        Scalar scalar = scalar(type).orElse(Scalar.U32);
        String base = integer(scalar);
        if (facts.address().isPresent()) {
            FieldFacts.Address address = facts.address().get();
            Direction way = address.direction().orElse(address.pinned() ? Direction.INOUT : direction);
            String target = type("data", address.target(), FieldFacts.NONE, way, new Scope(inner, Map.of()), Optional.empty());
            if (scalar.bytes() == 8 && scalar.order() == Scalar.ByteOrder.NATIVE) {
                // structs may point at each other in a circle, which syzkaller takes only where a pointer may be missing
                return "ptr64[" + Descriptions.word(way) + ", " + target + (toStruct(address.target()) ? ", opt]" : "]");
            }
        }
        if (direction == Direction.OUT && facts.direction().isPresent()) {
            return base;
        }
        if (facts.fixed().isPresent()) {
            return "const[" + number(facts.fixed().get()) + ", " + base + "]";
        }
        if (length.isPresent()) {
            return (facts.unit().filter("bytes"::equals).isPresent() ? "bytesize[" : "len[") + length.get() + ", " + base + "]";
        }
        if (type instanceof TypeRef.Named named) {
            NamedType found = specs.types().get(named.name());
            return "flags[" + set(nameOf(named.name()), found) + ", " + base + "]";
        }
        if (type instanceof TypeRef.Of of && of.scalar() == Scalar.BOOL) {
            return "bool8";
        }
        return range(facts, scalar).map(range -> base + "[" + range + "]").orElse(base);
    }

    private boolean toStruct(TypeRef target) {
        TypeRef type = Descriptions.resolved(specs, target);
        while (type instanceof TypeRef.Array array) {
            type = Descriptions.resolved(specs, array.element());
        }
        return type instanceof TypeRef.Inline || type instanceof TypeRef.Named named && specs.types().get(named.name()) instanceof NamedType.Struct;
    }

    private String set(String name, NamedType type) {
        String own = Names.type(name);
        if (!sets.containsKey(own)) {
            List<String> values = new ArrayList<>();
            if (type instanceof NamedType.Enum literals) {
                literals.literals().stream().filter(literal -> !literal.local()).forEach(literal -> {
                    values.add(literals.prefix() + literal.name());
                    constants.accept(literals.prefix() + literal.name(), literal.value());
                });
            } else if (type instanceof NamedType.Flags flags) {
                flags.flags().forEach(flag -> {
                    values.add(flags.prefix() + flag.name());
                    constants.accept(flags.prefix() + flag.name(), BigInteger.ONE.shiftLeft(flag.bit()));
                });
            }
            sets.put(own, new ValueSet(own, values));
        }
        return own;
    }

    /** The range that conditions leave, if it is not all. */
    private static Optional<String> range(FieldFacts facts, Scalar scalar) {
        ValueRange range = ValueRange.of(facts, scalar);
        if (range.equals(ValueRange.of(scalar))) {
            return Optional.empty();
        }
        return Optional.of(range.low().equals(range.high()) ? range.low().toString() : number(range.low()) + ":" + number(range.high()));
    }

    private static String number(BigInteger value) {
        return value.bitLength() > 16 && value.signum() > 0 ? "0x" + value.toString(16) : value.toString();
    }

    private static String reserved(long bytes) {
        return "array[const[0, int8], " + bytes + "]";
    }

    private String integer(Scalar scalar) {
        littleOnly |= scalar.order() == Scalar.ByteOrder.LITTLE || scalar.order() == Scalar.ByteOrder.VIRTIO;
        return "int" + scalar.bytes() * 8 + (scalar.order() == Scalar.ByteOrder.BIG ? "be" : "");
    }

    private Optional<Scalar> scalar(TypeRef type) {
        if (type instanceof TypeRef.Of of) {
            return Optional.of(of.scalar());
        }
        if (type instanceof TypeRef.Bits bits) {
            return Optional.of(bits.base());
        }
        if (type instanceof TypeRef.Named named) {
            NamedType found = specs.types().get(named.name());
            return found instanceof NamedType.Enum literals ? Optional.of(literals.base())
                    : found instanceof NamedType.Flags flags ? Optional.of(flags.base()) : Optional.empty();
        }
        return Optional.empty();
    }
}
