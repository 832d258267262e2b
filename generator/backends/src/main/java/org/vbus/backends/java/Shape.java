// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;

/**
 * A type as an accessor sees it: indices from the outside in, and what lies at the end of them.
 *
 * @param dims none for what is not an array
 */
record Shape(List<Dim> dims, Leaf leaf) {
    Shape {
        dims = List.copyOf(dims);
    }

    /**
     * One index.
     *
     * @param stride bytes from one element to the next
     */
    record Dim(Length length, long stride) {
        /** Its length is not known from the spec alone. */
        boolean isOpen() {
            return length instanceof Length.Counted || length instanceof Length.Open;
        }

        /** Elements, if known from the spec. */
        long count() {
            return length instanceof Length.Fixed fixed ? fixed.count() : ((Length.ByEnum) length).count();
        }
    }

    /** What is not an array. */
    sealed interface Leaf { }

    /** A number; {@code flags} is the qualified name of the flags type that gives its bits names, else empty. */
    record Plain(Scalar scalar, String flags) implements Leaf { }

    /** A number with names. */
    record Named(NamedType.Enum type, String qualifiedName) implements Leaf { }

    /** A declared struct. */
    record Declared(NamedType.Struct type, String qualifiedName) implements Leaf { }

    /** A struct written in place. */
    record Inline(Body body, StructLayout layout) implements Leaf { }

    /** A union: its arms as fields that share bytes. */
    record Arms(TypeRef.Union union, Body body, StructLayout layout) implements Leaf { }

    /** Text, NUL-padded. */
    record Text(long bytes) implements Leaf { }

    /** A word of several numbers. */
    record Word(TypeRef.Bits bits) implements Leaf { }

    /** The last index has no end that the spec knows. */
    boolean isFlexible() {
        return !dims.isEmpty() && dims.get(0).isOpen();
    }

    /** It is, or is an array of, something with a class of its own. */
    boolean isPart() {
        return leaf instanceof Declared || leaf instanceof Inline || leaf instanceof Arms;
    }

    /** Bytes one after the other, to be moved at once. */
    boolean isBytes() {
        return !dims.isEmpty() && leaf instanceof Plain number && number.scalar() == Scalar.U8
                && dims.get(dims.size() - 1).length() instanceof Length.Fixed;
    }

    /** The scalar that a number, an enum or a word is kept in. */
    Scalar scalar() {
        if (leaf instanceof Plain number) {
            return number.scalar();
        }
        if (leaf instanceof Named named) {
            return named.type().base();
        }
        return leaf instanceof Word word ? word.bits().base() : Scalar.CHAR;
    }

    /** Looks through aliases and arrays. */
    static Shape of(TypeRef type, MemberLayout layout, TypeNames types) {
        List<Length> lengths = new ArrayList<>();
        TypeRef rest = resolved(type, types);
        while (rest instanceof TypeRef.Array array && !isText(array, types)) {
            lengths.add(array.length());
            rest = resolved(array.element(), types);
        }
        if (rest instanceof TypeRef.Mac) {
            lengths.add(new Length.Fixed(6));
        }
        Leaf leaf = leaf(rest, layout, types);
        long stride = sizeOf(leaf, types);
        List<Dim> dims = new ArrayList<>();
        for (int i = lengths.size() - 1; i >= 0; i--) {
            Dim dim = new Dim(lengths.get(i), stride);
            dims.add(0, dim);
            stride = dim.isOpen() ? 0 : stride * dim.count();
        }
        return new Shape(dims, leaf);
    }

    private static TypeRef resolved(TypeRef type, TypeNames types) {
        TypeRef rest = type;
        while (rest instanceof TypeRef.Named named && types.find(named.name()) instanceof NamedType.Alias alias) {
            rest = alias.target();
        }
        return rest;
    }

    private static boolean isText(TypeRef.Array array, TypeNames types) {
        return array.length() instanceof Length.Fixed && resolved(array.element(), types) instanceof TypeRef.Of of
                && of.scalar() == Scalar.CHAR;
    }

    private static Leaf leaf(TypeRef type, MemberLayout layout, TypeNames types) {
        if (type instanceof TypeRef.Of of) {
            return new Plain(of.scalar(), "");
        }
        if (type instanceof TypeRef.Mac) {
            return new Plain(Scalar.U8, "");
        }
        if (type instanceof TypeRef.Fd) {
            return new Plain(Scalar.S32, "");
        }
        if (type instanceof TypeRef.Text text) {
            return new Text(text.length());
        }
        if (type instanceof TypeRef.Array text) {
            return new Text(((Length.Fixed) text.length()).count());
        }
        if (type instanceof TypeRef.Bits bits) {
            return new Word(bits);
        }
        if (type instanceof TypeRef.Inline inline) {
            return new Inline(inline.body(), layout.inner().get(0));
        }
        if (type instanceof TypeRef.Union union) {
            return arms(union, layout);
        }
        String name = ((TypeRef.Named) type).name();
        NamedType declared = types.find(name);
        if (declared instanceof NamedType.Struct struct) {
            return new Declared(struct, name);
        }
        if (declared instanceof NamedType.Enum named) {
            return new Named(named, name);
        }
        return new Plain(((NamedType.Flags) declared).base(), name);
    }

    private static Arms arms(TypeRef.Union union, MemberLayout layout) {
        List<Member.Field> fields = union.arms().stream()
                .map(arm -> new Member.Field(arm.meta(), arm.name(), arm.type(), arm.facts())).toList();
        Body body = new Body(List.of(new Member.Overlay(Meta.at(Origin.NONE), fields)), OptionalLong.empty(),
                OptionalInt.empty(), false);
        int align = layout.inner().stream().mapToInt(StructLayout::align).max().orElse(1);
        long size = layout.inner().stream().mapToLong(StructLayout::size).max().orElse(0);
        long rounded = (size + align - 1) / align * align;
        return new Arms(union, body, new StructLayout(rounded, align, List.of(new MemberLayout(0, rounded, rounded, align, layout.inner()))));
    }

    private static long sizeOf(Leaf leaf, TypeNames types) {
        if (leaf instanceof Plain number) {
            return number.scalar().bytes();
        }
        if (leaf instanceof Named named) {
            return named.type().base().bytes();
        }
        if (leaf instanceof Word word) {
            return word.bits().base().bytes();
        }
        if (leaf instanceof Text text) {
            return text.bytes();
        }
        if (leaf instanceof Declared struct) {
            return struct.type().layouts().lp64().size();
        }
        return leaf instanceof Inline inline ? inline.layout().size() : ((Arms) leaf).layout().size();
    }
}
