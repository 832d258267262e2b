// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Changes that people make to a spec, and some that nobody would think of. */
final class Edits {
    private final Sketch sketch;
    private final Random random;
    private final Map<String, BooleanSupplier> kinds = new LinkedHashMap<>();

    private Edits(Sketch sketch, Random random) {
        this.sketch = sketch;
        this.random = random;
        fields();
        numbers();
        types();
        words();
        records();
        harmless();
    }

    /** All names of edits. */
    static List<String> names() {
        return List.copyOf(new Edits(new Sketch(0), new Random(0)).kinds.keySet());
    }

    /** A changed copy, with the words for what was done; null when the edit finds nothing to do. */
    static Sketch apply(Sketch sketch, String name, Random random) {
        Sketch copy = sketch.copy();
        try {
            if (!new Edits(copy, random).kinds.get(name).getAsBoolean() || copy.isCircular()) {
                return null;
            }
            Sizes.pad(copy);
            return copy;
        } catch (NoSuchElementException e) {
            return null;
        }
    }

    private void kind(String name, BooleanSupplier edit) {
        kinds.put(name, edit);
    }

    private <T> T any(List<T> list) {
        if (list.isEmpty()) {
            throw new NoSuchElementException("nothing to do here");
        }
        return RandomSpec.any(random, list);
    }

    private <T> List<T> those(List<T> list, Predicate<T> wanted) {
        return list.stream().filter(wanted).toList();
    }

    private Sketch.Field field(Predicate<Sketch.Field> wanted) {
        return any(those(sketch.fields(), wanted));
    }

    private Sketch.Field scalarField() {
        return field(field -> field.type instanceof Sketch.Scalar);
    }

    private Sketch.Field fresh() {
        return RandomSpec.field(sketch, random, new Sketch.Scalar(RandomSpec.any(random, RandomSpec.SCALARS)));
    }

    /** A new spelling: another name altogether may as well be another thing. */
    private static String alike(String name) {
        return name.equals(name.toUpperCase(java.util.Locale.ROOT)) ? name + "_NOW" : name + "_now";
    }

    private String freshName() {
        return RandomSpec.name(random, sketch.id());
    }

    /** A body with something in it to change, and where in it. */
    private record Spot(List<Sketch.Member> body, int index) {
        Sketch.Member member() {
            return body.get(index);
        }
    }

    private Spot spot(Predicate<Sketch.Member> wanted) {
        List<Spot> spots = new ArrayList<>();
        sketch.bodies().forEach(body -> {
            for (int i = 0; i < body.size(); i++) {
                if (wanted.test(body.get(i))) {
                    spots.add(new Spot(body, i));
                }
            }
        });
        return any(spots);
    }

    private Spot fieldSpot() {
        return spot(Sketch.Field.class::isInstance);
    }


    private void fields() {
        kind("field added at the end", () -> {
            Sketch.Struct struct = any(those(sketch.all(Sketch.Struct.class), one -> !Sizes.isOpen(one.members)));
            return struct.members.add(fresh());
        });
        kind("field added in the middle", () -> {
            List<Sketch.Member> body = any(sketch.bodies());
            body.add(random.nextInt(body.size()), fresh());
            return true;
        });
        kind("field added in reserved bytes", () -> {
            Spot spot = spot(member -> member instanceof Sketch.Reserved);
            Sketch.Reserved reserved = (Sketch.Reserved) spot.member();
            Sketch.Field field = RandomSpec.field(sketch, random, new Sketch.Scalar(RandomSpec.any(random, List.of("u8", "s8", "u16", "u32", "le16", "u64"))));
            long left = reserved.bytes - Sizes.bytes(((Sketch.Scalar) field.type).word);
            if (left < 0) {
                return false;
            }
            boolean first = random.nextBoolean();
            spot.body.add(first ? spot.index : spot.index + 1, field);
            reserved.bytes = left;
            return left > 0 || spot.body.remove(reserved);
        });
        kind("field removed", () -> {
            Spot spot = fieldSpot();
            spot.body.remove(spot.index);
            return !spot.body.isEmpty();
        });
        kind("field removed to reserved bytes", () -> {
            Spot spot = fieldSpot();
            Sketch.Reserved reserved = new Sketch.Reserved();
            reserved.bytes = new Sizes(sketch).of(((Sketch.Field) spot.member()).type).bytes();
            reserved.policy = RandomSpec.any(random, List.of("", "zero", "ignored"));
            spot.body.set(spot.index, reserved);
            return reserved.bytes > 0;
        });
        kind("field renamed", () -> {
            Sketch.Field field = field(one -> true);
            field.name = alike(field.name);
            return true;
        });
        kind("field replaced by another of its type", () -> {
            Spot spot = fieldSpot();
            spot.body.set(spot.index, RandomSpec.field(sketch, random, ((Sketch.Field) spot.member()).type));
            return ((Sketch.Field) spot.member()).type instanceof Sketch.Scalar;
        });
        kind("field replaced by another", () -> {
            Spot spot = fieldSpot();
            spot.body.set(spot.index, fresh());
            return true;
        });
        kind("fields swapped", () -> {
            List<Sketch.Member> body = any(those(sketch.bodies(), one -> one.size() > 1));
            return swap(body);
        });
        kind("names of fields swapped", () -> {
            List<Sketch.Field> fields = Sketch.fields(any(sketch.bodies())).toList();
            Sketch.Field a = any(fields);
            Sketch.Field b = any(fields);
            if (a == b) {
                return false;
            }
            String name = a.name;
            a.name = b.name;
            b.name = name;
            return true;
        });
        kind("fields shuffled", () -> {
            Collections.shuffle(any(sketch.bodies()), random);
            return true;
        });
        kind("field moved to another struct", () -> {
            Spot from = fieldSpot();
            Sketch.Member member = from.body.remove(from.index);
            any(sketch.bodies()).add(0, member);
            return !from.body.isEmpty();
        });
    }

    private boolean swap(List<Sketch.Member> body) {
        int a = random.nextInt(body.size());
        int b = random.nextInt(body.size());
        Collections.swap(body, a, b);
        return a != b;
    }

    private void numbers() {
        kind("widened", () -> rescale(true));
        kind("narrowed", () -> rescale(false));
        kind("sign changed", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Scalar scalar && scalar.word.matches("[us]\\d+"));
            return becomes(field, (((Sketch.Scalar) field.type).word.startsWith("u") ? "s" : "u") + ((Sketch.Scalar) field.type).word.substring(1));
        });
        kind("byte order changed", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Scalar scalar && scalar.word.matches("(le|be|u)(16|32|64)"));
            String word = ((Sketch.Scalar) field.type).word;
            return becomes(field, RandomSpec.any(random, List.of("le", "be", "u")) + word.replaceAll("\\D", ""));
        });
        kind("byte became another kind of byte", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Scalar scalar && Sizes.bytes(scalar.word) == 1);
            return becomes(field, RandomSpec.any(random, List.of("u8", "s8", "char", "bool")));
        });
        kind("alias of something else", () -> {
            Sketch.Alias alias = any(sketch.all(Sketch.Alias.class));
            Sketch.Type type = alias.type instanceof Sketch.Array array ? array.element : alias.type;
            if (!(type instanceof Sketch.Scalar scalar)) {
                return false;
            }
            scalar.word = RandomSpec.any(random, RandomSpec.SCALARS);
            return true;
        });
        kind("base changed", () -> {
            any(sketch.all(Sketch.Choice.class)).base = RandomSpec.any(random, List.of("u8", "u16", "u32", "u64", "le16", "le32", "be32"));
            return true;
        });
        kind("literal added", () -> {
            Sketch.Choice choice = any(sketch.all(Sketch.Choice.class));
            long next = choice.literals.stream().mapToLong(literal -> literal.value).max().orElse(0) + 1;
            choice.literals.add(random.nextInt(choice.literals.size() + 1), literal(random.nextBoolean() ? next : next / 2));
            return true;
        });
        kind("literal removed", () -> {
            Sketch.Choice choice = any(sketch.all(Sketch.Choice.class));
            choice.literals.remove(random.nextInt(choice.literals.size()));
            return true;
        });
        kind("literal replaced by another", () -> {
            Sketch.Choice choice = any(sketch.all(Sketch.Choice.class));
            int at = random.nextInt(choice.literals.size());
            choice.literals.set(at, literal(choice.literals.get(at).value));
            return true;
        });
        kind("literal has another number", () -> {
            Sketch.Choice choice = any(sketch.all(Sketch.Choice.class));
            any(choice.literals).value = random.nextInt(8);
            return true;
        });
        kind("literals have each other's number", () -> {
            Sketch.Choice choice = any(sketch.all(Sketch.Choice.class));
            Sketch.Literal a = any(choice.literals);
            Sketch.Literal b = any(choice.literals);
            long value = a.value;
            a.value = b.value;
            b.value = value;
            return a != b;
        });
        kind("literals numbered again", () -> {
            Sketch.Choice choice = any(sketch.all(Sketch.Choice.class));
            Collections.shuffle(choice.literals, random);
            for (int i = 0; i < choice.literals.size(); i++) {
                choice.literals.get(i).value = i;
            }
            return true;
        });
        kind("literal renamed", () -> {
            Sketch.Literal literal = any(any(sketch.all(Sketch.Choice.class)).literals);
            literal.name = alike(literal.name);
            return true;
        });
        kind("constant has another value", () -> {
            any(sketch.all(Sketch.Const.class)).value = 1 + random.nextInt(6);
            return true;
        });
        kind("array has another length", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Array array && array.counter.isEmpty());
            Sketch.Array array = (Sketch.Array) field.type;
            array.length = 2 + random.nextInt(5);
            array.by = 0;
            return true;
        });
        kind("text has another length", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Bytes text && !text.mac);
            ((Sketch.Bytes) field.type).length = 1 + random.nextInt(9);
            return true;
        });
    }

    private Sketch.Literal literal(long value) {
        Sketch.Literal literal = new Sketch.Literal();
        literal.id = sketch.id();
        literal.name = RandomSpec.name(random, literal.id).toUpperCase(java.util.Locale.ROOT);
        literal.value = value;
        return literal;
    }

    private boolean rescale(boolean wider) {
        Sketch.Field field = field(one -> one.type instanceof Sketch.Scalar scalar && scalar.word.matches("(le|be|u|s)\\d+"));
        String word = ((Sketch.Scalar) field.type).word;
        String kind = word.replaceAll("\\d", "");
        int bits = Integer.parseInt(word.replaceAll("\\D", ""));
        int next = wider ? bits * 2 : bits / 2;
        if (next > 64 || next < (kind.length() == 2 ? 16 : 8)) {
            return false;
        }
        return becomes(field, kind + next);
    }

    private static boolean becomes(Sketch.Field field, String word) {
        boolean other = !((Sketch.Scalar) field.type).word.equals(word);
        field.type = new Sketch.Scalar(word);
        return other;
    }

    private void types() {
        kind("type of the same size", () -> {
            Sketch.Field field = field(one -> !(one.type instanceof Sketch.Union));
            long size = new Sizes(sketch).of(field.type).bytes();
            List<Sketch.Type> same = new ArrayList<>();
            RandomSpec.SCALARS.stream().filter(word -> Sizes.bytes(word) == size).forEach(word -> same.add(new Sketch.Scalar(word)));
            sketch.decls.stream().filter(decl -> !(decl instanceof Sketch.Const) && !(decl instanceof Sketch.Struct)).map(decl -> new Sketch.Ref(decl.id))
                    .filter(ref -> new Sizes(sketch).of(ref).bytes() == size).forEach(same::add);
            if (size == 6) {
                same.add(new Sketch.Bytes(6, true));
            }
            same.add(new Sketch.Bytes((int) size, false));
            field.type = any(same);
            return size > 0;
        });
        kind("type is another struct", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Ref ref && sketch.decl(ref.decl) instanceof Sketch.Struct);
            field.type = new Sketch.Ref(any(sketch.all(Sketch.Struct.class)).id);
            return true;
        });
        kind("number became an array of one", () -> {
            Sketch.Field field = scalarField();
            Sketch.Array array = new Sketch.Array();
            array.element = field.type;
            array.length = random.nextBoolean() ? 1 : 2;
            field.type = array;
            return true;
        });
        kind("wide number split into bytes", () -> {
            Sketch.Field field = scalarField();
            Sketch.Array array = new Sketch.Array();
            array.length = Sizes.bytes(((Sketch.Scalar) field.type).word);
            array.element = new Sketch.Scalar("u8");
            field.type = array;
            return true;
        });
        kind("nested struct edited", () -> {
            List<Integer> used = sketch.fields().stream().map(field -> field.type).filter(Sketch.Ref.class::isInstance).map(type -> ((Sketch.Ref) type).decl).toList();
            Sketch.Struct struct = any(those(sketch.all(Sketch.Struct.class), one -> used.contains(one.id)));
            return (random.nextBoolean() ? struct.members.add(fresh()) : swap(struct.members));
        });
        kind("wrapped in an inline struct", () -> {
            Spot spot = fieldSpot();
            Sketch.Inline inline = new Sketch.Inline();
            inline.members.add(spot.member());
            Sketch.Field wrapper = RandomSpec.field(sketch, random, inline);
            wrapper.wrapper = true;
            spot.body.set(spot.index, wrapper);
            return true;
        });
        kind("inline struct opened", () -> {
            Spot spot = spot(member -> member instanceof Sketch.Field field && field.type instanceof Sketch.Inline);
            Sketch.Field field = (Sketch.Field) spot.member();
            List<Sketch.Member> inside = ((Sketch.Inline) field.type).members;
            Sketch.fields(inside).forEach(each -> each.through = Leaf.step(field) + each.through);
            spot.body.remove(spot.index);
            spot.body.addAll(spot.index, inside);
            return true;
        });
        kind("wrapped in an overlay", () -> {
            Spot spot = fieldSpot();
            Sketch.Overlay overlay = new Sketch.Overlay();
            overlay.arms.add((Sketch.Field) spot.member());
            overlay.arms.add(fresh());
            spot.body.set(spot.index, overlay);
            return true;
        });
        kind("overlay has another arm", () -> {
            Spot spot = spot(Sketch.Overlay.class::isInstance);
            return ((Sketch.Overlay) spot.member()).arms.add(fresh());
        });
        kind("overlay lost an arm", () -> {
            Spot spot = spot(Sketch.Overlay.class::isInstance);
            return ((Sketch.Overlay) spot.member()).arms.remove(0) != null;
        });
        kind("overlay became a struct", () -> {
            Spot spot = spot(Sketch.Overlay.class::isInstance);
            spot.body.addAll(spot.index + 1, ((Sketch.Overlay) spot.member()).arms);
            spot.body.remove(spot.index);
            return true;
        });
        kind("alias of an alias", () -> {
            Sketch.Field field = scalarField();
            Sketch.Alias one = alias(field.type);
            field.type = new Sketch.Ref(alias(new Sketch.Ref(one.id)).id);
            // the same bytes, or two levels below others
            if (random.nextBoolean()) {
                one.type = new Sketch.Scalar(RandomSpec.any(random, RandomSpec.SCALARS));
            }
            return true;
        });
    }

    private Sketch.Alias alias(Sketch.Type type) {
        Sketch.Alias alias = new Sketch.Alias();
        alias.id = sketch.id();
        alias.name = "a" + sketch.number + "_" + RandomSpec.name(random, alias.id);
        alias.type = type;
        sketch.decls.add(alias);
        return alias;
    }

    private Sketch.Bits bits() {
        Sketch.Field field = field(one -> one.type instanceof Sketch.Bits);
        return (Sketch.Bits) field.type;
    }

    private void words() {
        kind("part resized", () -> {
            Sketch.Bits bits = bits();
            any(bits.parts).width = 1 + random.nextInt(7);
            return true;
        });
        kind("parts reordered", () -> {
            Sketch.Bits bits = bits();
            Collections.shuffle(bits.parts, random);
            return true;
        });
        kind("part added", () -> {
            Sketch.Bits bits = bits();
            Sketch.Part part = new Sketch.Part();
            part.id = sketch.id();
            part.name = RandomSpec.name(random, part.id);
            part.width = 1 + random.nextInt(3);
            bits.parts.add(random.nextInt(bits.parts.size() + 1), part);
            return true;
        });
        kind("part removed", () -> {
            Sketch.Bits bits = bits();
            return bits.parts.size() > 1 && bits.parts.remove(random.nextInt(bits.parts.size())) != null;
        });
        kind("part split", () -> {
            Sketch.Bits bits = bits();
            Sketch.Part wide = any(those(bits.parts, part -> part.width > 1));
            Sketch.Part part = new Sketch.Part();
            part.id = sketch.id();
            part.name = RandomSpec.name(random, part.id);
            part.width = wide.width / 2;
            wide.width -= part.width;
            bits.parts.add(bits.parts.indexOf(wide) + random.nextInt(2), part);
            return true;
        });
        kind("part renamed", () -> {
            Sketch.Bits bits = bits();
            Sketch.Part part = any(bits.parts);
            part.name = alike(part.name);
            return true;
        });
        kind("word of another base", () -> {
            Sketch.Bits bits = bits();
            bits.base = RandomSpec.any(random, List.of("u8", "u16", "u32", "u64", "le16", "le32", "be32", "be16"));
            return true;
        });
        kind("number became a word of bits", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Scalar scalar && scalar.word.matches("(u|le|be)\\d+"));
            Sketch.Bits bits = new Sketch.Bits();
            bits.base = ((Sketch.Scalar) field.type).word;
            Sketch.Part part = new Sketch.Part();
            part.id = sketch.id();
            part.name = RandomSpec.name(random, part.id);
            part.width = 3;
            bits.parts.add(part);
            field.type = bits;
            return true;
        });
    }

    private Sketch.Union union() {
        Sketch.Field field = field(one -> one.type instanceof Sketch.Union);
        return (Sketch.Union) field.type;
    }

    private void records() {
        kind("arm of another type", () -> {
            Sketch.Union union = union();
            any(union.arms).field.type = new Sketch.Scalar(RandomSpec.any(random, RandomSpec.SCALARS));
            return true;
        });
        kind("arm of another number", () -> {
            Sketch.Union union = union();
            List<Integer> literals = any(union.arms).literals;
            literals.clear();
            literals.add(any(((Sketch.Choice) sketch.decl(union.choice)).literals).id);
            return true;
        });
        kind("arms have each other's number", () -> {
            Sketch.Union union = union();
            if (union.arms.size() < 2) {
                return false;
            }
            List<Integer> first = List.copyOf(union.arms.get(0).literals);
            Collections.replaceAll(union.arms.get(0).literals, first.get(0), union.arms.get(1).literals.get(0));
            union.arms.get(1).literals.set(0, first.get(0));
            return true;
        });
        kind("arm added", () -> {
            Sketch.Union union = union();
            Sketch.Arm arm = new Sketch.Arm();
            arm.field = fresh();
            List<Sketch.Literal> literals = ((Sketch.Choice) sketch.decl(union.choice)).literals;
            arm.literals.add(literals.get(literals.size() - 1).id);
            return union.arms.add(arm);
        });
        kind("arm removed", () -> {
            Sketch.Union union = union();
            return union.arms.size() > 1 && union.arms.remove(random.nextInt(union.arms.size())) != null;
        });
        kind("arms reordered", () -> {
            Sketch.Union union = union();
            Collections.shuffle(union.arms, random);
            return true;
        });
        kind("packed", () -> {
            Sketch.Struct struct = any(sketch.all(Sketch.Struct.class));
            struct.packed = !struct.packed;
            struct.align = 0;
            return true;
        });
        kind("alignment", () -> {
            Sketch.Struct struct = any(those(sketch.all(Sketch.Struct.class), one -> !one.packed));
            struct.align = RandomSpec.any(random, List.of(0, 8, 16, 32));
            return true;
        });
        kind("sized", () -> {
            Sketch.Struct struct = any(sketch.all(Sketch.Struct.class));
            struct.sized = !struct.sized;
            return true;
        });
        kind("reserved bytes resized", () -> {
            Spot spot = spot(member -> member instanceof Sketch.Reserved reserved && !reserved.padding);
            ((Sketch.Reserved) spot.member()).bytes = 1 + random.nextInt(12);
            return true;
        });
        kind("reserved bytes added", () -> {
            Sketch.Reserved reserved = new Sketch.Reserved();
            reserved.bytes = 1 + random.nextInt(12);
            List<Sketch.Member> body = any(sketch.bodies());
            body.add(random.nextInt(body.size()), reserved);
            return true;
        });
        kind("struct removed", () -> sketch.decls.remove(any(sketch.all(Sketch.Struct.class))));
        kind("names of structs swapped", () -> {
            Sketch.Struct a = any(sketch.all(Sketch.Struct.class));
            Sketch.Struct b = any(sketch.all(Sketch.Struct.class));
            String name = a.name;
            a.name = b.name;
            b.name = name;
            return a != b;
        });
        kind("names of enums swapped", () -> {
            Sketch.Choice a = any(sketch.all(Sketch.Choice.class));
            Sketch.Choice b = any(sketch.all(Sketch.Choice.class));
            String name = a.name;
            a.name = b.name;
            b.name = name;
            return a != b;
        });
        kind("several edits", () -> {
            List<String> others = kinds.keySet().stream().filter(name -> !name.equals("several edits")).toList();
            int done = 0;
            for (int i = 0; i < 6 && done < 2 + random.nextInt(2); i++) {
                done += kinds.get(any(others)).getAsBoolean() ? 1 : 0;
            }
            return done > 1;
        });
    }

    private void harmless() {
        kind("comment", () -> {
            any(sketch.decls).doc = "Said in other words, " + random.nextInt(1000) + ".";
            return true;
        });
        kind("declarations in another order", () -> {
            Collections.shuffle(sketch.decls, random);
            return true;
        });
        kind("struct renamed", () -> {
            any(sketch.all(Sketch.Struct.class)).name = "s" + sketch.number + "_" + freshName();
            return true;
        });
        kind("enum renamed", () -> {
            any(sketch.all(Sketch.Choice.class)).name = "e" + sketch.number + "_" + freshName();
            return true;
        });
        kind("alias instead of its meaning", () -> {
            Sketch.Field field = scalarField();
            Sketch.Alias alias = sketch.all(Sketch.Alias.class).stream().filter(one -> one.type instanceof Sketch.Scalar scalar
                    && scalar.word.equals(((Sketch.Scalar) field.type).word)).findFirst().orElseGet(() -> alias(field.type));
            field.type = new Sketch.Ref(alias.id);
            return true;
        });
        kind("number instead of a constant", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Array array && array.by != 0);
            Sketch.Array array = (Sketch.Array) field.type;
            array.length = (int) array.count(sketch);
            array.by = 0;
            return true;
        });
        kind("condition or unit", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Scalar scalar && scalar.word.matches("(u|le|be)(8|16|32|64)"));
            field.mods = random.nextBoolean() ? " unit bytes" : " where " + field.name + " <= 99";
            return true;
        });
        kind("reserved bytes of another policy", () -> {
            Spot spot = spot(Sketch.Reserved.class::isInstance);
            Sketch.Reserved reserved = (Sketch.Reserved) spot.member();
            reserved.padding = false;
            reserved.policy = RandomSpec.any(random, List.of("zero", "ignored", "preserved"));
            return true;
        });
        kind("inline struct with a name", () -> {
            Sketch.Field field = field(one -> one.type instanceof Sketch.Inline);
            Sketch.Struct struct = new Sketch.Struct();
            struct.id = sketch.id();
            struct.name = "s" + sketch.number + "_" + RandomSpec.name(random, struct.id);
            struct.members = ((Sketch.Inline) field.type).members;
            sketch.decls.add(struct);
            field.type = new Sketch.Ref(struct.id);
            return true;
        });
    }
}
