// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.backends.java.ClassView.CallStep;
import org.vbus.backends.java.ClassView.EachRuleStep;
import org.vbus.backends.java.ClassView.EachStep;
import org.vbus.backends.java.ClassView.LocalStep;
import org.vbus.backends.java.ClassView.RequireStep;
import org.vbus.backends.java.ClassView.Step;
import org.vbus.backends.java.ClassView.SumView;
import org.vbus.backends.java.JavaExprs.Value;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Member;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaTypes;

/** What {@code check} of one class does. Every field is read once, into a local, before it is judged. */
final class Checks {
    private final String struct;
    private final Slots slots;
    private final TypeNames types;
    private final Imports imports;
    private final Paths paths;
    private final Optional<Direction> direction;
    private final List<Step> steps = new ArrayList<>();
    private final List<SumView> sums = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private final Map<String, String> locals = new LinkedHashMap<>();
    private final Unique localNames = new Unique(Set.of("segment", "offset", "i"));

    private Checks(String struct, Slots slots, TypeNames types, Imports imports, Optional<Direction> direction) {
        this.direction = direction;
        this.struct = struct;
        this.slots = slots;
        this.types = types;
        this.imports = imports;
        this.paths = new Paths(slots, types);
    }

    /** Steps for a struct. */
    static Checks of(String struct, Slots slots, TypeNames types, Imports imports) {
        return of(struct, slots, types, imports, Optional.empty());
    }

    /**
     * Steps for what of a struct travels in one direction.
     *
     * @param direction in or out; nothing for all of it
     */
    static Checks of(String struct, Slots slots, TypeNames types, Imports imports, Optional<Direction> direction) {
        Checks checks = new Checks(struct, slots, types, imports, direction);
        checks.all();
        return checks;
    }

    /** Nothing: which arm of a union is valid stands outside it. */
    static Checks none(String struct, Slots slots, TypeNames types, Imports imports) {
        return new Checks(struct, slots, types, imports, Optional.empty());
    }

    List<Step> steps() {
        return steps;
    }

    List<SumView> sums() {
        return sums;
    }

    List<String> unchecked() {
        return unchecked;
    }

    private void all() {
        for (Slots.Entry entry : slots.entries()) {
            if (entry instanceof Slots.Reserved reserved && reserved.policy() == Member.Policy.ZERO && reserved.bytes() > 0) {
                steps.add(new CallStep("call", List.of(), "Fields.zero(segment, offset + " + reserved.offset() + ", " + reserved.bytes()
                        + ", " + JavaTypes.string(struct + ".reserved@" + reserved.offset()) + ")"));
            } else if (entry instanceof Slots.Of of && travels(of.slot())) {
                slot(of.slot());
            } else if (entry instanceof Slots.Overlay overlay) {
                overlay.arms().stream().filter(arm -> arm.facts().gate().isPresent() && travels(arm)).forEach(this::slot);
            }
        }
        // what runs over an array comes last: the lengths that it uses have been judged by then
        slots.all().stream().filter(this::travels).forEach(slot -> conditions(slot, true));
    }

    private boolean travels(Slot slot) {
        return direction.isEmpty() || slot.facts().direction().map(own -> direction.get() == Direction.IN ? own.toDevice() : own.toDriver()).orElse(true);
    }

    /** The check of a struct inside. */
    private String checkOf(Slot slot) {
        boolean directed = slot.shape().leaf() instanceof Shape.Declared declared && isDirected(Slots.of(declared.type().body(),
                declared.type().layouts().lp64(), declared.type().writers(), types, name -> false));
        return direction.isPresent() && directed ? methodOf(direction.get()) : "check()";
    }

    /** The method that checks what travels in one direction. */
    static String methodOf(Direction direction) {
        return direction == Direction.IN ? "checkIn()" : "checkOut()";
    }

    /** Whether fields say which way they travel. */
    static boolean isDirected(Slots slots) {
        return slots.all().stream().anyMatch(slot -> slot.facts().direction().isPresent());
    }

    private void slot(Slot slot) {
        Optional<List<String>> guard = guard(slot);
        if (guard.isEmpty()) {
            unchecked.add("all of " + Docs.code(slot.name()) + ", valid if " + Docs.code(ExprText.of(slot.facts().gate().orElseThrow())));
            return;
        }
        fixed(slot, guard.get());
        conditions(slot, false);
        if (slot.shape().isPart()) {
            part(slot, guard.get());
        } else if (slot.shape().leaf() instanceof Shape.Named named && !named.type().open()) {
            literal(slot, guard.get());
        }
        room(slot, guard.get());
    }

    private void fixed(Slot slot, List<String> guard) {
        if (slot.facts().fixed().isEmpty() || !slot.shape().dims().isEmpty()) {
            return;
        }
        paths.field(List.of(slot.name())).ifPresent(value -> {
            String local = local(slot.name(), value);
            steps.add(new RequireStep("require", guard, local + " == " + slot.constant(), path(slot), shown(local, value.scalar()),
                    JavaTypes.string(slot.name() + " == " + JavaTypes.literal(slot.facts().fixed().get(), "int"))));
        });
    }

    private void conditions(Slot slot, boolean overArrays) {
        for (Expr condition : slot.facts().conditions()) {
            if ((hasSum(condition) || isLoop(slot)) == overArrays) {
                condition(slot, condition);
            }
        }
    }

    private void condition(Slot slot, Expr condition) {
        Optional<List<String>> guard = guard(slot);
        Locals scope = new Locals(isLoop(slot) ? Optional.of(slot) : Optional.empty());
        Optional<String> java = JavaExprs.condition(condition, scope);
        if (java.isEmpty() || guard.isEmpty()) {
            unchecked.add(Docs.code(ExprText.of(condition)));
            return;
        }
        scope.declare();
        String text = JavaTypes.string(ExprText.of(condition));
        if (scope.inElement.isEmpty()) {
            steps.add(new RequireStep("require", guard.get(), java.get(), path(slot), scope.shownValues(), text));
        } else {
            RequireStep rule = new RequireStep("require", List.of(), java.get(), path(slot), "\"element \" + i + \": \" + " + scope.shownValues(), text);
            List<LocalStep> locals = scope.inElement.entrySet().stream().map(local -> new LocalStep("local", List.of(),
                    JavaTypes.value(local.getValue().scalar()), local.getKey(), local.getValue().text())).toList();
            steps.add(new EachRuleStep(isByEnum(slot) ? "eachLiteralRule" : "eachIndexRule", guard.get(), over(slot), locals, rule));
        }
    }

    private static boolean isLoop(Slot slot) {
        return slot.shape().isPart() && slot.shape().dims().size() == 1 && !slot.shape().isFlexible();
    }

    private static boolean isByEnum(Slot slot) {
        return slot.shape().dims().get(0).length() instanceof Length.ByEnum;
    }

    /** What a loop over an array runs over. */
    private String over(Slot slot) {
        return slot.shape().dims().get(0).length() instanceof Length.ByEnum byEnum ? imports.use(TypeNames.className(byEnum.enumName()))
                : slot.constant() + "_COUNT";
    }

    private void literal(Slot slot, List<String> guard) {
        if (slot.shape().dims().isEmpty()) {
            steps.add(new CallStep("call", guard, slot.getter() + "()"));
        } else {
            each(slot, guard, slot.getter(), "");
        }
    }

    private void part(Slot slot, List<String> guard) {
        if (slot.shape().leaf() instanceof Shape.Arms arms) {
            union(slot, arms, guard);
        } else if (slot.shape().dims().isEmpty()) {
            steps.add(new CallStep("call", guard, slot.part() + "()." + checkOf(slot)));
        } else {
            each(slot, guard, slot.part(), "." + checkOf(slot));
        }
    }

    private void each(Slot slot, List<String> guard, String method, String call) {
        List<Shape.Dim> dims = slot.shape().dims();
        if (dims.size() > 1 || dims.get(0).isOpen()) {
            unchecked.add("the elements of " + Docs.code(slot.name()));
            return;
        }
        steps.add(new EachStep(isByEnum(slot) ? "eachLiteral" : "eachIndex", guard, over(slot), method, call));
    }

    private void union(Slot slot, Shape.Arms arms, List<String> guard) {
        Optional<Value> tag = paths.field(arms.union().tag());
        if (tag.isEmpty() || !slot.shape().dims().isEmpty()) {
            unchecked.add("the arms of " + Docs.code(slot.name()));
            return;
        }
        String local = local(String.join("_", arms.union().tag()), tag.get());
        Slots inside = paths.inside(slot).orElseThrow();
        List<String> known = new ArrayList<>();
        for (TypeRef.Arm arm : arms.union().arms()) {
            Optional<String> chosen = armCondition(arm, arms.union(), local);
            if (chosen.isEmpty()) {
                continue;
            }
            known.add(chosen.get());
            inside.find(arm.name()).filter(inner -> inner.shape().isPart() && inner.shape().dims().isEmpty()).ifPresent(inner ->
                    steps.add(new CallStep("call", and(guard, chosen.get()), slot.part() + "()." + inner.part() + "().check()")));
        }
        if (arms.union().unknown().filter("error"::equals).isPresent()) {
            steps.add(new RequireStep("require", guard, String.join(" || ", known), path(slot), shown(local, tag.get().scalar()),
                    JavaTypes.string(String.join(".", arms.union().tag()) + " chooses an arm")));
        }
    }

    /** The condition under which an arm is the valid one. */
    Optional<String> armCondition(TypeRef.Arm arm, TypeRef.Union union, String tag) {
        Optional<Slot> field = slots.find(union.tag().get(0));
        if (union.tag().size() != 1 || field.isEmpty() || !(field.get().shape().leaf() instanceof Shape.Named named)) {
            return Optional.empty();
        }
        List<String> numbers = arm.tags().stream().map(name -> name.substring(name.lastIndexOf('.') + 1))
                .flatMap(name -> named.type().literals().stream().filter(literal -> literal.name().equals(name)))
                .map(literal -> tag + " == " + JavaTypes.literal(literal.value(), JavaTypes.value(named.type().base()))).toList();
        return numbers.isEmpty() ? Optional.empty() : Optional.of(String.join(" || ", numbers));
    }

    private void room(Slot slot, List<String> guard) {
        if (!slot.shape().isFlexible() || !(slot.shape().dims().get(0).length() instanceof Length.Counted counted)) {
            return;
        }
        Locals scope = new Locals(Optional.empty());
        JavaExprs.count(counted.count(), scope).ifPresent(count -> {
            scope.declare();
            steps.add(new RequireStep("require", guard, "Windows.fits(" + count + ", segment, offset + " + slot.constant() + "_OFFSET, "
                    + slot.constant() + "_STRIDE)", path(slot), "Long.toString(" + count + ")",
                    JavaTypes.string(slot.name() + "[" + ExprText.of(counted.count()) + "] lies inside the segment")));
        });
    }

    /** The condition for a field to mean something; nothing when only the negotiated features say. */
    private Optional<List<String>> guard(Slot slot) {
        if (slot.facts().gate().isEmpty()) {
            return Optional.of(List.of());
        }
        Locals scope = new Locals(Optional.empty());
        Optional<String> java = JavaExprs.condition(slot.facts().gate().get(), scope);
        java.ifPresent(text -> scope.declare());
        return java.map(List::of);
    }

    private static List<String> and(List<String> guard, String more) {
        return List.of(guard.isEmpty() ? more : "(" + guard.get(0) + ") && (" + more + ")");
    }

    private String path(Slot slot) {
        return JavaTypes.string(struct + "." + slot.name());
    }

    private String local(String name, Value value) {
        return locals.computeIfAbsent(value.text(), text -> {
            String local = localNames.claim(JavaNames.variable(name));
            steps.add(new LocalStep("local", List.of(), JavaTypes.value(value.scalar()), local, text));
            return local;
        });
    }

    private static String shown(String local, Scalar scalar) {
        if (scalar == Scalar.BOOL) {
            return "String.valueOf(" + local + ")";
        }
        return !scalar.signed() && scalar.bytes() == 8 ? "Long.toUnsignedString(" + local + ")" : "Long.toString(" + local + ")";
    }

    private Optional<Value> sum(List<String> path) {
        Optional<Slot> array = path.size() != 2 ? Optional.empty() : slots.find(path.get(0))
                .filter(slot -> slot.shape().dims().size() == 1 && slot.shape().isPart());
        Optional<Slot> member = array.flatMap(paths::inside).flatMap(inside -> inside.find(path.get(1)))
                .filter(slot -> slot.shape().dims().isEmpty() && slot.shape().leaf() instanceof Shape.Plain plain
                        && plain.scalar().bytes() <= 4 && plain.scalar() != Scalar.BOOL);
        if (member.isEmpty() || array.get().shape().dims().get(0).length() instanceof Length.ByEnum) {
            return Optional.empty();
        }
        Slot of = array.get();
        String method = "sum" + of.method() + member.get().method();
        if (sums.stream().noneMatch(sum -> sum.method().equals(method))) {
            String element = of.shape().leaf() instanceof Shape.Declared declared
                    ? imports.use(TypeNames.className(declared.qualifiedName())) : of.nested();
            sums.add(new SumView(method, element, of.part(), of.shape().isFlexible() ? of.count() + "()" : of.constant() + "_COUNT",
                    member.get().getter()));
        }
        // at most 2^31 bytes of elements with 32 bits each: a sum always fits
        return Optional.of(new Value(method + "()", Scalar.S64));
    }

    private static boolean hasSum(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return hasSum(binary.left()) || hasSum(binary.right());
        }
        if (expr instanceof Expr.Unary unary) {
            return hasSum(unary.argument());
        }
        if (expr instanceof Expr.Between between) {
            return hasSum(between.value()) || hasSum(between.low()) || hasSum(between.high());
        }
        return expr instanceof Expr.Sum;
    }

    /** The number of the fixed value, as the class's constant has it. */
    static String fixedLiteral(BigInteger value, Scalar scalar) {
        return scalar == Scalar.BOOL ? String.valueOf(value.signum() != 0) : JavaTypes.literal(value, JavaTypes.value(scalar));
    }

    /** Names the values of one expression; they become locals only if the whole expression turns out to be known. */
    private final class Locals implements JavaExprs.Scope {
        private final Map<String, String> used = new LinkedHashMap<>();
        private final Map<String, Scalar> scalars = new LinkedHashMap<>();
        private final Map<String, Value> pending = new LinkedHashMap<>();
        private final Map<String, Value> inElement = new LinkedHashMap<>();
        private final Optional<Slot> array;

        /**
         * A scope for one expression.
         *
         * @param array of whose elements the expression may speak
         */
        Locals(Optional<Slot> array) {
            this.array = array;
        }

        @Override
        public Optional<Value> field(List<String> path) {
            if (array.isPresent() && path.get(0).equals(array.get().name())) {
                return path.size() == 1 ? Optional.empty() : paths.inElement(array.get(), path.subList(1, path.size()), array.get().part() + "(i)")
                        .map(value -> ofElement(String.join(".", path), value));
            }
            return paths.field(path).map(value -> named(String.join(".", path), value));
        }

        @Override
        public Optional<Value> sum(List<String> path) {
            return Checks.this.sum(path).map(value -> named("sum(" + String.join(".", path) + ")", value));
        }

        @Override
        public Optional<String> feature(String group, String bit) {
            return Optional.empty();
        }

        private Value named(String shown, Value value) {
            String local = locals.get(value.text());
            if (local == null) {
                local = used.containsKey(shown) ? used.get(shown) : localNames.claim(JavaNames.variable(shown.replaceAll("[.()]+", "_")));
                pending.put(local, value);
            }
            used.put(shown, local);
            scalars.put(shown, value.scalar());
            return new Value(local, value.scalar());
        }

        private Value ofElement(String shown, Value value) {
            String local = used.containsKey(shown) ? used.get(shown) : localNames.claim(JavaNames.variable(shown.replace('.', '_')));
            inElement.put(local, value);
            used.put(shown, local);
            scalars.put(shown, value.scalar());
            return new Value(local, value.scalar());
        }

        /** A Java string of every value: alone, or each with its name. */
        String shownValues() {
            StringBuilder text = new StringBuilder();
            used.forEach((name, local) -> text.append(text.length() == 0 ? "" : " + ")
                    .append(used.size() == 1 ? "" : JavaTypes.string((text.length() == 0 ? "" : ", ") + name + " = ") + " + ")
                    .append(shown(local, scalars.get(name))));
            return text.length() == 0 ? "\"\"" : text.toString();
        }

        void declare() {
            pending.forEach((local, value) -> {
                locals.put(value.text(), local);
                steps.add(new LocalStep("local", List.of(), JavaTypes.value(value.scalar()), local, value.text()));
            });
        }
    }
}
