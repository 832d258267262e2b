// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a spec of everything that decides where bytes lie and what they mean. The same seed makes the same one. */
final class RandomSpec {
    static final List<String> SCALARS = List.of("u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "le16", "le32", "le64", "be16", "be32", "be64", "char", "bool");
    private static final List<String> BASES = List.of("u8", "u16", "u32", "u64", "le16", "le32", "be16", "be32", "le64");
    private static final List<String> WORDS = List.of("apple", "birch", "cedar", "dune", "ember", "fjord", "grape", "heron", "iris", "jade", "kelp", "lotus",
            "maple", "nectar", "olive", "plum", "quartz", "raven", "slate", "tulip", "umber", "violet", "willow", "xylem", "yarrow", "zinc");

    private final Random random;
    private final Sketch sketch;

    private RandomSpec(Random random, int number) {
        this.random = random;
        this.sketch = new Sketch(number);
    }

    static Sketch of(Random random, int number) {
        RandomSpec spec = new RandomSpec(random, number);
        spec.make();
        Sizes.pad(spec.sketch);
        return spec.sketch;
    }

    private void make() {
        times(1, 2, this::constant);
        times(2, 3, () -> choice(false));
        times(1, 2, () -> choice(true));
        times(1, 2, this::alias);
        times(3, 5, this::struct);
    }

    private void times(int least, int most, Runnable what) {
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            what.run();
        }
    }

    static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** A name that looks like no other. */
    static String name(Random random, int id) {
        return any(random, WORDS) + any(random, WORDS) + id;
    }

    private <T extends Sketch.Decl> T declared(T decl, String letter) {
        decl.id = sketch.id();
        decl.name = letter + sketch.number + "_" + name(random, decl.id);
        sketch.decls.add(decl);
        return decl;
    }

    private void constant() {
        Sketch.Const constant = declared(new Sketch.Const(), "c");
        constant.name = constant.name.toUpperCase(java.util.Locale.ROOT);
        constant.value = 1 + random.nextInt(5);
    }

    private void choice(boolean flags) {
        Sketch.Choice choice = declared(new Sketch.Choice(), flags ? "f" : "e");
        choice.flags = flags;
        choice.open = !flags && random.nextInt(3) == 0;
        choice.base = any(random, BASES);
        int literals = 2 + random.nextInt(4);
        // some can be the length of an array, some have gaps
        int step = flags || random.nextBoolean() ? 1 : 2;
        for (int i = 0; i < literals; i++) {
            Sketch.Literal literal = new Sketch.Literal();
            literal.id = sketch.id();
            literal.name = name(random, literal.id).toUpperCase(java.util.Locale.ROOT);
            literal.value = (long) i * step;
            choice.literals.add(literal);
        }
    }

    private void alias() {
        Sketch.Type type = random.nextInt(4) == 0 ? array(scalar()) : scalar();
        declared(new Sketch.Alias(), "a").type = type;
    }

    private void struct() {
        Sketch.Struct struct = new Sketch.Struct();
        struct.packed = random.nextInt(6) == 0;
        struct.saysSize = random.nextInt(3) == 0;
        struct.sized = random.nextInt(8) == 0;
        struct.align = !struct.packed && random.nextInt(8) == 0 ? 16 : 0;
        struct.members = members(2 + random.nextInt(5), 0);
        if (random.nextInt(8) == 0) {
            counted(struct);
        }
        declared(struct, "s");
    }

    /** Ends in an array that a field counts. */
    private void counted(Sketch.Struct struct) {
        Sketch.Field counter = field(new Sketch.Scalar(any(random, List.of("u16", "u32"))));
        struct.members.add(0, counter);
        Sketch.Array array = new Sketch.Array();
        array.element = element();
        array.counter = counter.name;
        // so that nothing is hidden before its end
        Sketch.Field wide = field(new Sketch.Scalar("u64"));
        struct.members.add(wide);
        struct.align = 0;
        struct.members.add(field(array));
    }

    private List<Sketch.Member> members(int count, int depth) {
        List<Sketch.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                Sketch.Reserved reserved = new Sketch.Reserved();
                reserved.bytes = any(random, List.of(1, 2, 4, 8, 12));
                reserved.policy = any(random, List.of("", "zero", "ignored", "preserved"));
                members.add(reserved);
            } else if (kind == 1) {
                Sketch.Overlay overlay = new Sketch.Overlay();
                times(2, 3, () -> overlay.arms.add(field(element())));
                members.add(overlay);
            } else if (kind == 2 && depth < 2) {
                Sketch.Inline inline = new Sketch.Inline();
                inline.members = members(2 + random.nextInt(2), depth + 1);
                members.add(field(inline));
            } else if (kind == 3 && depth == 0) {
                union(members);
            } else if (kind == 4 || kind == 5) {
                members.add(field(bits()));
            } else if (kind <= 8) {
                members.add(field(array(element())));
            } else {
                members.add(field(element()));
            }
        }
        if (members.stream().noneMatch(Sketch.Field.class::isInstance)) {
            members.add(field(scalar()));
        }
        return members;
    }

    private Sketch.Field field(Sketch.Type type) {
        return field(sketch, random, type);
    }

    static Sketch.Field field(Sketch sketch, Random random, Sketch.Type type) {
        Sketch.Field field = new Sketch.Field();
        field.id = sketch.id();
        field.name = name(random, field.id);
        field.type = type;
        return field;
    }

    private Sketch.Type scalar() {
        return new Sketch.Scalar(any(random, SCALARS));
    }

    /** Something of one size: a number, text, or a declared type. */
    private Sketch.Type element() {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return new Sketch.Bytes(6, true);
        } else if (kind == 1) {
            return new Sketch.Bytes(1 + random.nextInt(9), false);
        } else if (kind < 6) {
            List<Sketch.Decl> types = sketch.decls.stream().filter(decl -> !(decl instanceof Sketch.Const)
                    && !(decl instanceof Sketch.Struct struct && (struct.sized || Sizes.isOpen(struct.members)))).toList();
            return types.isEmpty() ? scalar() : new Sketch.Ref(any(random, types).id);
        }
        return scalar();
    }

    private Sketch.Array array(Sketch.Type element) {
        Sketch.Array array = new Sketch.Array();
        // the language has arrays of names and of numbers only
        array.element = element;
        array.length = 2 + random.nextInt(4);
        List<Sketch.Decl> by = sketch.decls.stream().filter(decl -> decl instanceof Sketch.Const || decl instanceof Sketch.Choice choice && canIndex(choice)).toList();
        if (random.nextInt(3) == 0 && !by.isEmpty()) {
            array.by = any(random, by).id;
        }
        return array;
    }

    /** Whether the literals are 0, 1, 2 and so on. */
    static boolean canIndex(Sketch.Choice choice) {
        for (int i = 0; i < choice.literals.size(); i++) {
            if (choice.flags || choice.literals.get(i).value != i) {
                return false;
            }
        }
        return true;
    }

    private Sketch.Bits bits() {
        Sketch.Bits bits = new Sketch.Bits();
        bits.base = any(random, List.of("u8", "u16", "u32", "u64", "le16", "le32", "be32"));
        int left = 8 * Sizes.bytes(bits.base);
        for (int i = 2 + random.nextInt(3); i > 0 && left > 0; i--) {
            Sketch.Part part = new Sketch.Part();
            part.id = sketch.id();
            part.name = name(random, part.id);
            part.width = Math.min(left, 1 + random.nextInt(5));
            left -= part.width;
            bits.parts.add(part);
        }
        return bits;
    }

    private void union(List<Sketch.Member> members) {
        List<Sketch.Choice> choices = sketch.all(Sketch.Choice.class).stream().filter(choice -> !choice.flags).toList();
        Sketch.Choice choice = any(random, choices);
        Sketch.Field tag = field(new Sketch.Ref(choice.id));
        Sketch.Union union = new Sketch.Union();
        union.tag = tag.id;
        union.choice = choice.id;
        // not all literals: an arm can come, or take another
        for (int i = 0; i < Math.max(1, choice.literals.size() - 1); i++) {
            Sketch.Arm arm = new Sketch.Arm();
            Sketch.Type type = element();
            if (random.nextInt(4) == 0) {
                Sketch.Inline inline = new Sketch.Inline();
                inline.members = members(2, 2);
                type = inline;
            }
            arm.field = field(type);
            arm.literals.add(choice.literals.get(i).id);
            union.arms.add(arm);
        }
        members.add(tag);
        members.add(field(union));
    }
}
