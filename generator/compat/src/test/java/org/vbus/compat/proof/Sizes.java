// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Where things lie on a 64-bit machine, so that a sketch can say its padding, without which it would be refused. The proof itself never asks: a mistake here only
 * makes specs that do not compile.
 */
final class Sizes {
    /** Bytes and alignment. */
    record Size(long bytes, int align) { }

    private final Sketch sketch;

    Sizes(Sketch sketch) {
        this.sketch = sketch;
    }

    static int bytes(String scalar) {
        return switch (scalar) {
            case "u8", "s8", "char", "bool" -> 1;
            case "u16", "s16", "le16", "be16" -> 2;
            case "u32", "s32", "le32", "be32" -> 4;
            default -> 8;
        };
    }

    /** Whether the last member is an array that another field counts. */
    static boolean isOpen(List<Sketch.Member> members) {
        return !members.isEmpty() && members.get(members.size() - 1) instanceof Sketch.Field field
                && field.type instanceof Sketch.Array array && !array.counter.isEmpty();
    }

    Size of(Sketch.Struct struct) {
        return of(struct.members, struct.packed, struct.align);
    }

    Size of(Sketch.Type type) {
        if (type instanceof Sketch.Scalar scalar) {
            return new Size(bytes(scalar.word), bytes(scalar.word));
        } else if (type instanceof Sketch.Bytes text) {
            return new Size(text.length, 1);
        } else if (type instanceof Sketch.Bits bits) {
            return new Size(bytes(bits.base), bytes(bits.base));
        } else if (type instanceof Sketch.Array array) {
            Size element = of(array.element);
            return new Size(array.counter.isEmpty() ? element.bytes * array.count(sketch) : 0, element.align);
        } else if (type instanceof Sketch.Inline inline) {
            return of(inline.members, false, 0);
        } else if (type instanceof Sketch.Union union) {
            return widest(union.arms.stream().map(arm -> arm.field).toList(), false);
        }
        Sketch.Decl decl = sketch.decl(((Sketch.Ref) type).decl);
        if (decl instanceof Sketch.Struct struct) {
            return of(struct);
        }
        return decl instanceof Sketch.Alias alias ? of(alias.type) : new Size(bytes(((Sketch.Choice) decl).base), bytes(((Sketch.Choice) decl).base));
    }

    private Size widest(List<Sketch.Field> fields, boolean packed) {
        List<Size> sizes = fields.stream().map(field -> of(field.type)).toList();
        int align = packed ? 1 : sizes.stream().mapToInt(Size::align).max().orElse(1);
        return new Size(up(sizes.stream().mapToLong(Size::bytes).max().orElse(0), align), align);
    }

    private Size member(Sketch.Member member, boolean packed) {
        if (member instanceof Sketch.Reserved reserved) {
            return new Size(reserved.bytes, 1);
        }
        Size size = member instanceof Sketch.Overlay overlay ? widest(overlay.arms, false) : of(((Sketch.Field) member).type);
        return packed ? new Size(size.bytes, 1) : size;
    }

    private Size of(List<Sketch.Member> members, boolean packed, int declared) {
        long at = 0;
        int align = Math.max(1, declared);
        for (Sketch.Member member : members) {
            Size size = member(member, packed);
            at = up(at, size.align) + size.bytes;
            align = Math.max(align, size.align);
        }
        return new Size(up(at, align), align);
    }

    private static long up(long at, int align) {
        return (at + align - 1) / align * align;
    }

    /** Says all padding that is there now, and none that is not any more. */
    static void pad(Sketch sketch) {
        Sizes sizes = new Sizes(sketch);
        // what is declared earlier is not always what is used, so until nothing changes
        for (int round = 0; round < 6; round++) {
            for (Sketch.Struct struct : sketch.all(Sketch.Struct.class)) {
                sizes.padInlines(struct.members);
                struct.members = sizes.padded(struct.members, struct.packed, struct.align);
            }
        }
    }

    private void padInlines(List<Sketch.Member> members) {
        Sketch.fields(members).forEach(field -> padType(field.type));
    }

    private void padType(Sketch.Type type) {
        if (type instanceof Sketch.Inline inline) {
            padInlines(inline.members);
            inline.members = padded(inline.members, false, 0);
        } else if (type instanceof Sketch.Union union) {
            union.arms.forEach(arm -> padType(arm.field.type));
        }
    }

    private List<Sketch.Member> padded(List<Sketch.Member> members, boolean packed, int declared) {
        List<Sketch.Member> padded = new ArrayList<>();
        long at = 0;
        int align = Math.max(1, declared);
        for (Sketch.Member member : members) {
            if (member instanceof Sketch.Reserved reserved && reserved.padding) {
                continue;
            }
            Size size = member(member, packed);
            at = fill(padded, at, size.align);
            padded.add(member);
            at += size.bytes;
            align = Math.max(align, size.align);
        }
        if (!isOpen(members)) {
            fill(padded, at, align);
        }
        return padded;
    }

    private static long fill(List<Sketch.Member> padded, long at, int align) {
        long next = up(at, align);
        if (next > at) {
            Sketch.Reserved reserved = new Sketch.Reserved();
            reserved.bytes = next - at;
            reserved.padding = true;
            padded.add(reserved);
        }
        return next;
    }
}
