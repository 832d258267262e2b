// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;

/** A use of a type, in a field, an argument, a region or an attribute. */
public sealed interface TypeRef {

    /** A scalar of the language. */
    record Of(Scalar scalar) implements TypeRef { }

    /**
     * A declared type.
     *
     * @param name qualified, as {@code linux.ioq.ioq_ring_desc}
     */
    record Named(String name) implements TypeRef { }

    /** Six bytes, an Ethernet address. */
    record Mac() implements TypeRef { }

    /**
     * Text, NUL-padded.
     *
     * @param length bytes
     */
    record Text(long length) implements TypeRef { }

    /** A file descriptor of the caller, 32 bits, signed. */
    record Fd() implements TypeRef { }

    /** Elements one after the other. {@code u8[entries][6]} is an array of {@code entries} arrays of six. */
    record Array(TypeRef element, Length length) implements TypeRef { }

    /** A struct written in place. */
    record Inline(Body body) implements TypeRef { }

    /**
     * One of several types, chosen by the value of another field.
     *
     * @param tag path of the field that says which
     * @param unknown what happens to a tag without an arm ({@code ignored}, {@code error}), if stated
     */
    record Union(List<String> tag, List<Arm> arms, Optional<String> unknown) implements TypeRef {
        public Union {
            tag = List.copyOf(tag);
            arms = List.copyOf(arms);
        }
    }

    /**
     * One arm of a tagged union.
     *
     * @param tags qualified literals of the tag's enum that choose the arm, at least one
     */
    record Arm(Meta meta, String name, TypeRef type, FieldFacts facts, List<String> tags) {
        public Arm {
            tags = List.copyOf(tags);
        }
    }

    /** Several small numbers in one scalar, least significant first. */
    record Bits(Scalar base, List<Part> parts) implements TypeRef {
        public Bits {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part of a bit word.
     *
     * @param shift lowest bit
     * @param width bits
     * @param type enum or flags of its values, qualified, if any
     * @param symbol the C name of a one-bit part, if given
     */
    record Part(Meta meta, String name, int shift, int width, Optional<String> type, Optional<String> symbol) { }

    /** How many elements an array has. */
    sealed interface Length {
        /** A number known from the spec. */
        record Fixed(long count) implements Length { }

        /**
         * One element for each literal of an enum that goes over the wire.
         *
         * @param enumName qualified
         * @param count literals that are not {@code local}
         */
        record ByEnum(String enumName, long count) implements Length { }

        /** As many as an expression over other fields says, as {@code count} in {@code iov[count]}. */
        record Counted(Expr count) implements Length { }

        /** As many as the message has room for. */
        record Open() implements Length { }
    }
}
