// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import org.vbus.model.expr.ExprText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.vbus.backends.java.ClassView.Accessor;
import org.vbus.backends.java.ClassView.BitsView;
import org.vbus.backends.java.ClassView.BlockView;
import org.vbus.backends.java.ClassView.CallStep;
import org.vbus.backends.java.ClassView.ConstantView;
import org.vbus.backends.java.ClassView.CountView;
import org.vbus.backends.java.ClassView.DimView;
import org.vbus.backends.java.ClassView.DirectedView;
import org.vbus.backends.java.ClassView.EachStep;
import org.vbus.backends.java.ClassView.FlexibleView;
import org.vbus.backends.java.ClassView.HandleView;
import org.vbus.backends.java.ClassView.HasView;
import org.vbus.backends.java.ClassView.NamedView;
import org.vbus.backends.java.ClassView.NumberView;
import org.vbus.backends.java.ClassView.PartView;
import org.vbus.backends.java.ClassView.Step;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** Views of flyweights: of a struct, of the argument block of a call, of a region. */
final class FlyweightViews {
    private static final List<String> ORDERED_LOADS = List.of("Acquire", "Volatile");
    private static final List<String> ORDERED_STORES = List.of("Release", "Volatile");

    private final TypeNames types;
    private final Imports imports;

    FlyweightViews(TypeNames types, Imports imports) {
        this.types = types;
        this.imports = imports;
    }

    /**
     * A class.
     *
     * @param name of the class
     * @param struct what messages call it
     * @param isUnion its members are arms; what chooses one stands outside
     * @param takenClasses names that classes inside it may not have
     */
    ClassView view(List<String> doc, String name, String struct, Body body, StructLayout layout, List<Role> writers, boolean isUnion,
                   Predicate<String> takenClasses) {
        Set<String> here = new HashSet<>(Set.of(name));
        Predicate<String> taken = takenClasses.or(here::contains);
        Slots slots = Slots.of(body, layout, writers, types, taken);
        slots.all().forEach(slot -> here.add(slot.nested()));
        List<ConstantView> constants = new ArrayList<>();
        List<HandleView> handles = new ArrayList<>();
        List<Accessor> accessors = new ArrayList<>();
        List<ClassView> nested = new ArrayList<>();
        Checks checks = isUnion ? Checks.none(struct, slots, types, imports) : Checks.of(struct, slots, types, imports);
        Paths paths = new Paths(slots, types);
        for (Slot slot : slots.all()) {
            constants(slot, constants, handles);
            accessors(struct, slot, paths, checks, accessors);
            nested(struct, slot, taken, nested);
        }
        Pieces pieces = new Pieces(imports);
        List<Long> raised = layout.align() > pieces.naturalAlign(slots, body.packed()) ? List.of((long) layout.align()) : List.of();
        List<FlexibleView> flexible = slots.flexible().map(slot -> new FlexibleView(slot.constant() + "_OFFSET", slot.constant() + "_STRIDE"))
                .map(List::of).orElse(List.of());
        return new ClassView(doc, name, struct, pieces.of(slots, layout.size()), raised, layout.size(), layout.align(), constants, handles, accessors,
                flexible, inits(slots), checks.steps(), checks.sums(), checks.unchecked(), directed(struct, slots, isUnion), nested);
    }

    private List<DirectedView> directed(String struct, Slots slots, boolean isUnion) {
        if (isUnion || !Checks.isDirected(slots)) {
            return List.of();
        }
        return Stream.of(Direction.IN, Direction.OUT).map(direction -> new DirectedView(Checks.methodOf(direction),
                direction == Direction.IN ? "device" : "driver", Checks.of(struct, slots, types, imports, Optional.of(direction)).steps())).toList();
    }

    // ---- constants

    private void constants(Slot slot, List<ConstantView> out, List<HandleView> handles) {
        out.add(new ConstantView("Offset of " + Docs.code(slot.name()) + ".", "long", slot.constant() + "_OFFSET", slot.offset() + "L"));
        for (int i = 0; i < slot.shape().dims().size(); i++) {
            Shape.Dim dim = slot.shape().dims().get(i);
            if (!dim.isOpen()) {
                out.add(new ConstantView("Elements of " + Docs.code(slot.name()) + ".", "int", numbered(slot, "_COUNT", i),
                        Long.toString(dim.count())));
            }
            out.add(new ConstantView("Bytes from one element of " + Docs.code(slot.name()) + " to the next.", "long",
                    numbered(slot, "_STRIDE", i), dim.stride() + "L"));
        }
        slot.facts().fixed().ifPresent(value -> out.add(new ConstantView("The only value of " + Docs.code(slot.name()) + ".",
                JavaTypes.value(slot.shape().scalar()), slot.constant(), Checks.fixedLiteral(value, slot.shape().scalar()))));
        if (!slot.shape().isPart() && !(slot.shape().leaf() instanceof Shape.Text)) {
            handles.add(new HandleView(slot.constant() + "_HANDLE", JavaTypes.layout(slot.shape().scalar(), slot.aligned()),
                    slot.shape().dims().isEmpty() ? List.of(slot.constant() + "_OFFSET") : List.of()));
        }
    }

    private static String numbered(Slot slot, String suffix, int dim) {
        return slot.constant() + suffix + (dim == 0 ? "" : Integer.toString(dim + 1));
    }

    // ---- accessors

    private void accessors(String struct, Slot slot, Paths paths, Checks checks, List<Accessor> out) {
        slot.facts().gate().flatMap(gate -> JavaExprs.condition(gate, paths)).ifPresent(condition -> out.add(new HasView("has",
                List.of("* Whether " + Docs.code(slot.name()) + " is valid: " + Docs.code(ExprText.of(slot.facts().gate().get())) + "."),
                slot.has(), condition)));
        count(slot, paths, out);
        List<String> doc = Docs.of(slot.meta(), "Field " + Docs.code(slot.name()) + ".", facts(slot));
        Shape.Leaf leaf = slot.shape().leaf();
        if (slot.shape().isPart()) {
            out.add(new PartView("part", doc, partClass(slot), slot.part(), slot.constant() + "_OFFSET", dims(slot, slot.shape().dims().size())));
            if (leaf instanceof Shape.Arms arms) {
                arms(slot, arms, paths, checks, out);
            }
        } else if (leaf instanceof Shape.Text text) {
            out.add(new BlockView("text", doc, slot.name(), slot.getter(), slot.setter(), slot.constant() + "_OFFSET",
                    dims(slot, slot.shape().dims().size()), text.bytes() + "L", struct + "." + slot.name()));
        } else if (leaf instanceof Shape.Named named) {
            named(struct, slot, named, doc, out);
        } else {
            out.add(number(struct, slot, doc, slot.getter(), slot.setter()));
            if (slot.shape().isBytes()) {
                int last = slot.shape().dims().size() - 1;
                out.add(new BlockView("bytes", doc, slot.name(), slot.getter(), slot.setter(), slot.constant() + "_OFFSET",
                        dims(slot, last), numbered(slot, "_COUNT", last), struct + "." + slot.name()));
            }
            if (leaf instanceof Shape.Word word && slot.shape().dims().isEmpty()) {
                word.bits().parts().forEach(part -> out.add(bits(struct, slot, part)));
            }
        }
    }

    private List<String> facts(Slot slot) {
        List<String> facts = new ArrayList<>(Docs.facts(slot.facts(), slot.facts().writers()));
        if (slot.shape().leaf() instanceof Shape.Plain plain && !plain.flags().isEmpty()) {
            facts.add("Bits of {@link " + imports.use(TypeNames.className(plain.flags())) + "}.");
        }
        if (slot.shape().scalar() == Scalar.U64 && !slot.shape().isPart() || slot.shape().scalar() == Scalar.LE64 || slot.shape().scalar() == Scalar.BE64) {
            facts.add("Without a sign: see {@link Long#compareUnsigned}.");
        }
        return facts;
    }

    private void count(Slot slot, Paths paths, List<Accessor> out) {
        if (!slot.shape().isFlexible()) {
            return;
        }
        String room = "Windows.room(segment, offset + " + slot.constant() + "_OFFSET, " + slot.constant() + "_STRIDE)";
        Optional<String> stated = slot.shape().dims().get(0).length() instanceof Length.Counted counted
                ? JavaExprs.count(counted.count(), paths) : Optional.empty();
        String doc = stated.isPresent() ? "Elements of " + Docs.code(slot.name()) + ", as the record states them; a peer may state more than there is room for."
                : "Elements of " + Docs.code(slot.name()) + " that the segment has room for.";
        out.add(new CountView("count", List.of("* " + doc), slot.count(), stated.orElse(room)));
    }

    private void arms(Slot slot, Shape.Arms arms, Paths paths, Checks checks, List<Accessor> out) {
        if (!slot.shape().dims().isEmpty()) {
            return;
        }
        paths.field(arms.union().tag()).ifPresent(tag -> arms.union().arms().forEach(arm ->
                checks.armCondition(arm, arms.union(), tag.text()).ifPresent(condition -> out.add(new HasView("has",
                        List.of("* Whether " + Docs.code(String.join(".", arms.union().tag())) + " chooses " + Docs.code(arm.name()) + "."),
                        slot.has(arm), condition)))));
    }

    private void named(String struct, Slot slot, Shape.Named named, List<String> doc, List<Accessor> out) {
        boolean open = named.type().open();
        List<String> numberDoc = List.of("* The number in " + Docs.code(slot.name()) + (open ? ", known or not." : ", not yet judged."));
        NumberView number = number(struct, slot, numberDoc, slot.numberGetter(), slot.setter() + "Value");
        List<String> stores = number.stores();
        if (!open) {
            number = readOnly(number);
        }
        out.add(number);
        boolean isFixed = slot.facts().fixed().isPresent();
        out.add(new NamedView(open ? "openNamed" : "named", doc, slot.name(), imports.use(TypeNames.className(named.qualifiedName())),
                number, slot.getter(), isFixed ? List.of() : List.of(slot.setter()), isFixed ? List.of() : stores));
    }

    private static NumberView readOnly(NumberView n) {
        return new NumberView(n.template(), n.doc(), n.name(), n.type(), n.getter(), List.of(), n.carrier(), n.handle(), n.offset(), n.dims(),
                n.read(), n.write(), n.path(), n.loads(), List.of());
    }

    private NumberView number(String struct, Slot slot, List<String> doc, String getter, String setter) {
        Scalar scalar = slot.shape().scalar();
        String codec = (scalar == Scalar.BOOL ? "Bool" : (scalar.signed() ? "S" : "U") + scalar.bytes() * 8);
        return new NumberView("number", doc, slot.name(), JavaTypes.value(scalar), getter,
                slot.facts().fixed().isPresent() ? List.of() : List.of(setter), JavaTypes.carrier(scalar), slot.constant() + "_HANDLE",
                slot.constant() + "_OFFSET", dims(slot, slot.shape().dims().size()), "read" + codec, "write" + codec,
                struct + "." + slot.name(), slot.isShared() ? ORDERED_LOADS : List.of(), slot.isShared() && slot.facts().fixed().isEmpty() ? ORDERED_STORES : List.of());
    }

    private List<DimView> dims(Slot slot, int count) {
        List<DimView> dims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Shape.Dim dim = slot.shape().dims().get(i);
            String name = i == 0 ? "index" : "index" + (i + 1);
            String stride = numbered(slot, "_STRIDE", i);
            if (dim.isOpen()) {
                dims.add(new DimView("long", name, name, slot.count() + "()", stride));
            } else if (dim.length() instanceof Length.ByEnum byEnum) {
                dims.add(new DimView(imports.use(TypeNames.className(byEnum.enumName())), name, name + ".value()", numbered(slot, "_COUNT", i), stride));
            } else {
                dims.add(new DimView("int", name, name, numbered(slot, "_COUNT", i), stride));
            }
        }
        return dims;
    }

    private String partClass(Slot slot) {
        return slot.shape().leaf() instanceof Shape.Declared declared ? imports.use(TypeNames.className(declared.qualifiedName())) : slot.nested();
    }

    private BitsView bits(String struct, Slot slot, TypeRef.Part part) {
        List<String> facts = new ArrayList<>(List.of(part.width() == 1 ? "Bit " + part.shift() + " of " + Docs.code(slot.name()) + "."
                : "Bits " + part.shift() + " to " + (part.shift() + part.width() - 1) + " of " + Docs.code(slot.name()) + "."));
        part.type().ifPresent(type -> facts.add("See {@link " + imports.use(TypeNames.className(type)) + "}."));
        String type = JavaTypes.value(slot.shape().scalar());
        BigInteger mask = BigInteger.ONE.shiftLeft(part.width()).subtract(BigInteger.ONE);
        return new BitsView("bits", Docs.of(part.meta(), "Part " + Docs.code(part.name()) + ".", facts), type, "get" + slot.partOfWord(part),
                slot.facts().fixed().isPresent() ? List.of() : List.of("set" + slot.partOfWord(part)), slot.getter(), slot.setter(), part.shift(), JavaTypes.literal(mask, type),
                struct + "." + slot.name() + "." + part.name());
    }

    // ---- classes inside

    private void nested(String struct, Slot slot, Predicate<String> taken, List<ClassView> out) {
        String path = struct + "." + slot.name();
        List<String> doc = Docs.of(slot.meta(), "Field " + Docs.code(slot.name()) + ".", List.of("In place in " + Docs.code("struct " + struct) + "."));
        if (slot.shape().leaf() instanceof Shape.Inline inline) {
            out.add(view(doc, slot.nested(), path, inline.body(), inline.layout(), slot.writers(), false, taken));
        } else if (slot.shape().leaf() instanceof Shape.Arms arms) {
            out.add(view(doc, slot.nested(), path, arms.body(), arms.layout(), slot.writers(), true, taken));
        }
    }

    // ---- what init writes

    private List<Step> inits(Slots slots) {
        List<Step> steps = new ArrayList<>();
        for (Slots.Entry entry : slots.entries()) {
            if (!(entry instanceof Slots.Of of)) {
                continue;
            }
            Slot slot = of.slot();
            if (slot.facts().fixed().filter(value -> value.signum() != 0).isPresent() && slot.shape().dims().isEmpty()) {
                String value = slot.shape().scalar() == Scalar.BOOL ? "1" : slot.constant();
                steps.add(new CallStep("call", List.of(), slot.constant() + "_HANDLE.set(segment, offset, " + cast(slot.shape().scalar()) + value
                        + ")"));
            } else if (slot.shape().isPart() && hasFixed(slot)) {
                initPart(slot).ifPresent(steps::add);
            }
        }
        return steps;
    }

    /** What makes a value fit its place in memory; javac warns of a cast that does nothing. */
    private static String cast(Scalar scalar) {
        String carrier = JavaTypes.carrier(scalar);
        return carrier.equals(JavaTypes.value(scalar)) ? "" : "(" + carrier + ") ";
    }

    private Optional<Step> initPart(Slot slot) {
        List<Shape.Dim> dims = slot.shape().dims();
        if (dims.isEmpty()) {
            return Optional.of(new CallStep("call", List.of(), slot.part() + "().init()"));
        }
        if (dims.size() > 1 || dims.get(0).isOpen()) {
            return Optional.empty();
        }
        if (dims.get(0).length() instanceof Length.ByEnum byEnum) {
            return Optional.of(new EachStep("eachLiteral", List.of(), imports.use(TypeNames.className(byEnum.enumName())), slot.part(), ".init()"));
        }
        return Optional.of(new EachStep("eachIndex", List.of(), slot.constant() + "_COUNT", slot.part(), ".init()"));
    }

    private boolean hasFixed(Slot slot) {
        if (slot.shape().leaf() instanceof Shape.Declared declared) {
            return hasFixed(declared.type().body());
        }
        return slot.shape().leaf() instanceof Shape.Inline inline && hasFixed(inline.body());
    }

    private boolean hasFixed(Body body) {
        return body.members().stream().anyMatch(member -> member instanceof Member.Field field
                && (field.facts().fixed().filter(value -> value.signum() != 0).isPresent() || hasFixed(field.type())));
    }

    private boolean hasFixed(TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            return hasFixed(array.element());
        }
        if (type instanceof TypeRef.Named named) {
            NamedType declared = types.find(named.name());
            return declared instanceof NamedType.Struct struct ? hasFixed(struct.body())
                    : declared instanceof NamedType.Alias alias && hasFixed(alias.target());
        }
        return type instanceof TypeRef.Inline inline && hasFixed(inline.body());
    }

    /** Names that classes inside the file may turn out to have. */
    static Set<String> namesInside(Body body) {
        Set<String> names = new HashSet<>();
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                inside(field, names);
            } else if (member instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> inside(arm, names));
            }
        }
        return names;
    }

    private static void inside(Member.Field field, Set<String> names) {
        names.add(JavaNames.type(field.name()));
        TypeRef type = field.type();
        while (type instanceof TypeRef.Array array) {
            type = array.element();
        }
        if (type instanceof TypeRef.Inline inline) {
            names.addAll(namesInside(inline.body()));
        } else if (type instanceof TypeRef.Union union) {
            union.arms().forEach(arm -> inside(new Member.Field(arm.meta(), arm.name(), arm.type(), arm.facts()), names));
        }
    }
}
