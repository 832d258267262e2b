// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.layout.Layouts;

/** A type with a name of its own. */
public sealed interface NamedType {
    Meta meta();

    /** Name in its package. */
    String name();

    /**
     * A struct.
     *
     * @param sized it may grow at its end; its size travels with it
     * @param writers who writes all of it, unless a field says otherwise
     * @param device qualified name of the device whose features its conditions speak of, if any
     * @param layouts where everything lies, on each ABI class
     */
    record Struct(Meta meta, String name, Body body, boolean sized, List<Role> writers, Optional<String> device, Layouts layouts)
            implements NamedType {
        public Struct {
            writers = List.copyOf(writers);
        }

        /** A struct that no feature changes. */
        public Struct(Meta meta, String name, Body body, boolean sized, List<Role> writers, Layouts layouts) {
            this(meta, name, body, sized, writers, Optional.empty(), layouts);
        }
    }

    /**
     * Numbers with names.
     *
     * @param prefix of the C names, as {@code IOQ_IDX_}
     * @param open a receiver takes a number that it does not know
     */
    record Enum(Meta meta, String name, Scalar base, String prefix, boolean open, List<Literal> literals) implements NamedType {
        public Enum {
            literals = List.copyOf(literals);
        }
    }

    /**
     * One literal.
     *
     * @param local exists in the C interface only, never on the wire
     */
    record Literal(Meta meta, String name, BigInteger value, boolean local) { }

    /** A word of independent bits. */
    record Flags(Meta meta, String name, Scalar base, String prefix, List<Flag> flags) implements NamedType {
        public Flags {
            flags = List.copyOf(flags);
        }
    }

    /** One bit, by number. */
    record Flag(Meta meta, String name, int bit) { }

    /** Another name for a type. */
    record Alias(Meta meta, String name, TypeRef target, FieldFacts facts) implements NamedType { }
}
