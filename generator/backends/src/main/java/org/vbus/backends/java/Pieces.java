// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.java.ClassView.PieceView;
import org.vbus.targets.java.JavaTypes;

/** The pieces of a struct's memory layout, padding included. An array without a fixed length is not part of it, as in C. */
final class Pieces {
    private final Imports imports;

    Pieces(Imports imports) {
        this.imports = imports;
    }

    List<PieceView> of(Slots slots, long size) {
        List<PieceView> pieces = new ArrayList<>();
        long end = 0;
        for (Slots.Entry entry : slots.entries()) {
            if (entry instanceof Slots.Of of && !of.slot().shape().isFlexible()) {
                pad(pieces, end, of.slot().offset());
                pieces.add(piece(of.slot()));
                end = of.slot().offset() + size(of.slot());
            } else if (entry instanceof Slots.Overlay overlay) {
                pad(pieces, end, overlay.offset());
                pieces.add(union(overlay));
                end = overlay.offset() + overlay.size();
            }
        }
        pad(pieces, end, size);
        return pieces;
    }

    /** The alignment that the members alone ask for. */
    long naturalAlign(Slots slots, boolean packed) {
        return packed ? 1 : slots.all().stream().filter(slot -> !slot.shape().isFlexible()).mapToLong(Pieces::align).max().orElse(1);
    }

    private PieceView union(Slots.Overlay overlay) {
        List<PieceView> arms = new ArrayList<>();
        long largest = 0;
        for (Slot slot : overlay.arms()) {
            arms.add(piece(slot));
            largest = Math.max(largest, size(slot));
        }
        if (largest < overlay.size()) {
            pad(arms, 0, overlay.size());
        }
        return new PieceView("union", List.of(), "", 0, arms, List.of());
    }

    private static void pad(List<PieceView> pieces, long from, long to) {
        if (to > from) {
            pieces.add(new PieceView("padding", List.of(), "", to - from, List.of(), List.of()));
        }
    }

    private PieceView piece(Slot slot) {
        return new PieceView("field", slot.shape().dims().stream().map(Shape.Dim::count).toList(), layout(slot), 0, List.of(), List.of(slot.name()));
    }

    private String layout(Slot slot) {
        Shape.Leaf leaf = slot.shape().leaf();
        if (leaf instanceof Shape.Declared declared) {
            return imports.use(TypeNames.className(declared.qualifiedName())) + ".LAYOUT";
        }
        if (leaf instanceof Shape.Text text) {
            return "MemoryLayout.sequenceLayout(" + text.bytes() + ", ValueLayout.JAVA_BYTE)";
        }
        return slot.shape().isPart() ? slot.nested() + ".LAYOUT" : JavaTypes.layout(slot.shape().scalar(), slot.aligned());
    }

    /** Bytes of a field that has a length. */
    static long size(Slot slot) {
        List<Shape.Dim> dims = slot.shape().dims();
        if (!dims.isEmpty()) {
            return dims.get(0).count() * dims.get(0).stride();
        }
        Shape.Leaf leaf = slot.shape().leaf();
        if (leaf instanceof Shape.Declared declared) {
            return declared.type().layouts().lp64().size();
        }
        if (leaf instanceof Shape.Inline inline) {
            return inline.layout().size();
        }
        if (leaf instanceof Shape.Arms arms) {
            return arms.layout().size();
        }
        return leaf instanceof Shape.Text text ? text.bytes() : slot.shape().scalar().bytes();
    }

    private static long align(Slot slot) {
        Shape.Leaf leaf = slot.shape().leaf();
        if (leaf instanceof Shape.Declared declared) {
            return declared.type().layouts().lp64().align();
        }
        if (leaf instanceof Shape.Inline inline) {
            return inline.layout().align();
        }
        if (leaf instanceof Shape.Arms arms) {
            return arms.layout().align();
        }
        return leaf instanceof Shape.Text || !slot.aligned() ? 1 : slot.shape().scalar().bytes();
    }
}
