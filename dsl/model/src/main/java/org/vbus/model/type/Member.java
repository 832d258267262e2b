// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import java.util.List;
import org.vbus.model.Meta;

/** What stands in a struct. */
public sealed interface Member {
    Meta meta();

    /** A named field. */
    record Field(Meta meta, String name, TypeRef type, FieldFacts facts) implements Member { }

    /**
     * Bytes without a meaning yet.
     *
     * @param bytes how many
     */
    record Reserved(Meta meta, long bytes, Policy policy) implements Member { }

    /** Fields that share the same bytes; which is valid is said by each field's gate. */
    record Overlay(Meta meta, List<Field> arms) implements Member {
        public Overlay {
            arms = List.copyOf(arms);
        }
    }

    /** What a receiver does with reserved bytes. */
    enum Policy {
        /** The sender writes zero, the receiver refuses anything else. */
        ZERO,
        /** Nobody looks. */
        IGNORED,
        /** Whoever changes the record keeps them as they were. */
        PRESERVED
    }
}
