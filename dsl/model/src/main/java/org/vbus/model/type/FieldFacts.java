// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vbus.model.expr.Expr;

/**
 * What a field or argument says beside its name and type.
 *
 * @param declaredOffset offset that the spec states, to be checked
 * @param fixed the only value allowed, as in {@code magic : u32 = IOQ_RING_MAGIC}
 * @param writers who writes it; empty when not said
 * @param direction for members of argument blocks
 * @param address what the number points to, if it is an address
 * @param opaque kept and handed back, never interpreted
 * @param unit of the number, as {@code bytes} or {@code us}
 * @param conditions each must hold
 * @param gate the field is valid only if this holds; it never moves bytes
 * @param otherwise the type when the gate does not hold, for a choice of layouts
 */
public record FieldFacts(OptionalLong declaredOffset, Optional<BigInteger> fixed, List<Role> writers, Optional<Direction> direction,
                         Optional<Address> address, boolean opaque, Optional<String> unit, List<Expr> conditions,
                         Optional<Expr> gate, Optional<TypeRef> otherwise) {

    /** Nothing said. */
    public static final FieldFacts NONE = new FieldFacts(OptionalLong.empty(), Optional.empty(), List.of(), Optional.empty(),
            Optional.empty(), false, Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public FieldFacts {
        writers = List.copyOf(writers);
        conditions = List.copyOf(conditions);
    }

    /**
     * The target of an address.
     *
     * @param pinned it stays mapped while the connection lives
     * @param direction in which what lies there goes, where it is not that of the address
     */
    public record Address(TypeRef target, boolean pinned, Optional<Direction> direction) {
        /** What lies there goes the way of the address. */
        public Address(TypeRef target, boolean pinned) {
            this(target, pinned, Optional.empty());
        }
    }
}
