// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** The bindings of specs seen from outside: what other outputs in Java must know to use them. */
public final class Bindings {
    /** How a value passes through Java. */
    public enum Kind {
        /** A number or truth. */
        NUMBER,
        /** A literal of an enum that holds every number it may be. */
        LITERAL,
        /** A String. */
        TEXT,
        /** A whole byte[]. */
        BYTES,
        /** A flyweight. */
        STRUCT,
        /** Only the flyweight of the whole block has accessors for it. */
        OTHER
    }

    /**
     * One member of an argument block.
     *
     * @param type Java type as a parameter, a qualified name for a class; empty for {@link Kind#OTHER}
     * @param getter gives the value; of bytes, copies them; of a struct, gives its flyweight
     * @param setter empty for a value that never changes
     * @param offset constant
     * @param bytes that it takes
     * @param count elements of bytes
     */
    public record Value(String name, Direction direction, Kind kind, String type, String getter, String setter, String offset, long bytes, long count) { }

    /**
     * The argument block of a call.
     *
     * @param type qualified name of its flyweight
     * @param isStruct it is one declared struct, and the only argument
     * @param directed it has {@code checkIn} and {@code checkOut}
     */
    public record Block(String type, boolean isStruct, boolean directed, List<Value> values) {
        public Block {
            values = List.copyOf(values);
        }
    }

    private final TypeNames types;

    public Bindings(SpecSet specs) {
        this.types = TypeNames.of(specs);
    }

    /** The class of a declared type, with its package. */
    public static String className(String qualifiedName) {
        return TypeNames.className(qualifiedName);
    }

    /** The argument block of a call that has arguments. */
    public Block block(String packageName, Device device, Call call) {
        if (!JavaBackend.hasBlock(call, types)) {
            String name = ((TypeRef.Named) call.args().get(0).type()).name();
            Slots slots = slots((NamedType.Struct) types.find(name));
            return new Block(TypeNames.className(name), true, Checks.isDirected(slots), values(slots));
        }
        Slots slots = Slots.of(PackageFiles.arguments(call), call.layouts().lp64(), List.of(), types, name -> false);
        return new Block(packageName + "." + JavaNames.callArgs(device, call), false, true, values(slots));
    }

    private Slots slots(NamedType.Struct struct) {
        return Slots.of(struct.body(), struct.layouts().lp64(), struct.writers(), types, name -> false);
    }

    private static List<Value> values(Slots slots) {
        return slots.all().stream().map(Bindings::value).toList();
    }

    private static Value value(Slot slot) {
        Shape shape = slot.shape();
        List<Shape.Dim> dims = shape.dims();
        Kind kind = Kind.OTHER;
        String type = "";
        String getter = slot.getter();
        String setter = slot.setter();
        long count = 0;
        if (shape.isBytes() && dims.size() == 1) {
            kind = Kind.BYTES;
            type = "byte[]";
            count = dims.get(0).count();
        } else if (dims.isEmpty() && shape.leaf() instanceof Shape.Declared declared) {
            kind = Kind.STRUCT;
            type = TypeNames.className(declared.qualifiedName());
            getter = slot.part();
        } else if (dims.isEmpty() && shape.leaf() instanceof Shape.Text) {
            kind = Kind.TEXT;
            type = "String";
        } else if (dims.isEmpty() && shape.leaf() instanceof Shape.Named named && !named.type().open()) {
            kind = Kind.LITERAL;
            type = TypeNames.className(named.qualifiedName());
        } else if (dims.isEmpty() && !shape.isPart()) {
            kind = Kind.NUMBER;
            type = JavaTypes.value(shape.scalar());
            getter = slot.numberGetter();
            setter = shape.leaf() instanceof Shape.Named ? setter + "Value" : setter;
        }
        return new Value(slot.name(), slot.facts().direction().orElse(Direction.INOUT), kind, type, getter,
                slot.facts().fixed().isPresent() ? "" : setter, slot.constant() + "_OFFSET", Pieces.size(slot), count);
    }

    /** The struct that a type means, if it does. */
    public Optional<String> struct(TypeRef type) {
        TypeRef rest = type;
        while (rest instanceof TypeRef.Named named && types.find(named.name()) instanceof NamedType.Alias alias) {
            rest = alias.target();
        }
        return rest instanceof TypeRef.Named named && types.find(named.name()) instanceof NamedType.Struct ? Optional.of(named.name()) : Optional.empty();
    }

    /** The declared struct of a qualified name. */
    public NamedType.Struct structOf(String qualifiedName) {
        return (NamedType.Struct) types.find(qualifiedName);
    }

    /** Whether a struct ends with an array whose length only the record or the message tells. */
    public boolean isFlexible(String qualifiedName) {
        return slots(structOf(qualifiedName)).flexible().isPresent();
    }

    /** The method that gives the number of elements at the end, as the record itself states it. */
    public Optional<String> statedCount(String qualifiedName) {
        Slots slots = slots(structOf(qualifiedName));
        return slots.flexible().filter(slot -> slot.shape().dims().get(0).length() instanceof Length.Counted counted
                && JavaExprs.count(counted.count(), new Paths(slots, types)).isPresent()).map(Slot::count);
    }

    /** The class of a region's memory, without its package. */
    public static String region(Device device, Region region) {
        return JavaNames.region(device, region);
    }

    /** The constants of an enum, in the order of its literals that go over the wire. */
    public static List<String> literals(NamedType.Enum type) {
        return EnumerationViews.constants(type);
    }

    // ---- features

    /**
     * A condition over features as Java.
     *
     * @param word the Java expression of the features of a group
     * @param masks the class of a group's masks
     * @return nothing when it asks for more than features
     */
    public static Optional<String> condition(Expr condition, Device device, Function<FeatureGroup, String> word, Function<FeatureGroup, String> masks) {
        JavaExprs.Features granted = (groupName, bit) -> device.features().stream().filter(group -> group.name().equals(groupName)).findFirst()
                .map(group -> "(" + word.apply(group) + " & " + masks.apply(group) + "." + MaskViews.names(group).get(bit) + ") != 0");
        return JavaExprs.condition(condition, granted);
    }

    /** The groups whose words {@code closure} of a group takes beside its own, in its order. */
    public static List<FeatureGroup> others(Device device, FeatureGroup group) {
        Set<String> parameters = Set.copyOf(MaskViews.features("", "", device, group).others());
        Map<String, FeatureGroup> byParameter = new TreeMap<>();
        device.features().forEach(other -> byParameter.put(MaskViews.other(other.name()), other));
        byParameter.keySet().retainAll(parameters);
        return new ArrayList<>(byParameter.values());
    }

    static Body body(List<Member> members) {
        return new Body(members, OptionalLong.empty(), OptionalInt.empty(), false);
    }
}
