// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A number in a record that C can write and read.
 *
 * @param key by which it is found in another version: ids and indices, no names
 * @param path as C writes it, as {@code idx[1].head}
 * @param scalar of the language, {@code char} for a byte of text
 * @param mask what C calls the bits of it, empty for all
 */
record Leaf(String key, String path, String scalar, String mask) {
    /** All that is in a struct; of arrays the first two elements and the last one. */
    static List<Leaf> of(Sketch sketch, Sketch.Struct struct) {
        List<Leaf> leaves = new ArrayList<>();
        members(sketch, struct.members, "", "", leaves);
        return leaves;
    }

    /** Keys of the fields that it is in, and its own where it is one. */
    List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (int at = 1; at <= key.length(); at++) {
            if (at == key.length() || key.charAt(at) == '/') {
                String prefix = key.substring(0, at);
                if (prefix.charAt(prefix.lastIndexOf('/') + 1) != '#') {
                    fields.add(prefix);
                }
            }
        }
        return fields;
    }

    int bytes() {
        return Sizes.bytes(scalar);
    }

    boolean signed() {
        return scalar.startsWith("s");
    }

    private static void members(Sketch sketch, List<Sketch.Member> members, String key, String path, List<Leaf> leaves) {
        Sketch.fields(members).forEach(field -> field(sketch, field, key, path, leaves));
    }

    private static void field(Sketch sketch, Sketch.Field field, String key, String path, List<Leaf> leaves) {
        type(sketch, field.type, key + step(field), path + (path.isEmpty() ? "" : ".") + field.name, leaves);
    }

    /** From what a field is in to what is in it. */
    static String step(Sketch.Field field) {
        return field.through + (field.wrapper ? "" : "/" + field.id);
    }

    private static void type(Sketch sketch, Sketch.Type type, String key, String path, List<Leaf> leaves) {
        if (type instanceof Sketch.Scalar scalar) {
            leaves.add(new Leaf(key, path, scalar.word, ""));
        } else if (type instanceof Sketch.Bytes text) {
            for (int i : sample(text.length)) {
                leaves.add(new Leaf(key + "/#" + i, path + "[" + i + "]", text.mac ? "u8" : "char", ""));
            }
        } else if (type instanceof Sketch.Array array) {
            boolean one = array.counter.isEmpty() && array.count(sketch) == 1;
            for (int i : sample(array.counter.isEmpty() ? array.count(sketch) : 3)) {
                // one is the same bytes as an array of one
                type(sketch, array.element, one ? key : key + "/#" + i, path + "[" + i + "]", leaves);
            }
        } else if (type instanceof Sketch.Inline inline) {
            members(sketch, inline.members, key, path, leaves);
        } else if (type instanceof Sketch.Union union) {
            union.arms.forEach(arm -> field(sketch, arm.field, key, path, leaves));
        } else if (type instanceof Sketch.Bits bits) {
            bits.parts.forEach(part -> leaves.add(new Leaf(key + "/" + part.id, path, bits.base, bits.symbol(sketch, part))));
        } else if (type instanceof Sketch.Ref ref) {
            Sketch.Decl decl = sketch.decl(ref.decl);
            if (decl instanceof Sketch.Struct struct) {
                members(sketch, struct.members, key, path, leaves);
            } else if (decl instanceof Sketch.Alias alias) {
                type(sketch, alias.type, key, path, leaves);
            } else {
                leaves.add(new Leaf(key, path, ((Sketch.Choice) decl).base, ""));
            }
        }
    }

    private static Iterable<Integer> sample(long count) {
        TreeSet<Integer> indices = new TreeSet<>();
        for (int i = 0; i < Math.min(count, 2); i++) {
            indices.add(i);
        }
        if (count > 0) {
            indices.add((int) count - 1);
        }
        return indices;
    }
}
