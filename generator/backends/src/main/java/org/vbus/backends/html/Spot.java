// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.TypeRef;

/**
 * Bytes of a struct, or bits of a word, and what they are.
 *
 * @param path from the struct on, with dots; empty for what has no name
 * @param name the last part of the path
 * @param offset bytes from the struct's start; for {@link Kind#PART} the lowest bit
 * @param size bytes, 0 for an array of no fixed length; for {@link Kind#PART} bits
 * @param stride bytes of one element, where {@code open}
 * @param open an array whose length the spec leaves to the message
 * @param type if it has one
 * @param policy of reserved bytes
 * @param when a choice that this is one of: when it is this one, in words
 * @param inner what it is made of; of an array, what its first element is made of
 */
record Spot(Kind kind, String path, String name, long offset, long size, long stride, boolean open, Optional<TypeRef> type, FieldFacts facts, Meta meta,
            Optional<Member.Policy> policy, String when, List<Spot> inner) {
    Spot {
        inner = List.copyOf(inner);
    }

    /** What a spot is. */
    enum Kind {
        FIELD,
        /** A struct written in place; its bytes are those of {@link Spot#inner}. */
        GROUP,
        /** Each of {@link Spot#inner} lies on the same bytes. */
        UNION,
        /** Bits of a word. */
        PART, RESERVED,
        /** Bytes that only alignment asks for. */
        PADDING
    }

    long end() {
        return offset + size;
    }
}
