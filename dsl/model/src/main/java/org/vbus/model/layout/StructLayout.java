// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.layout;

import java.util.List;

/**
 * Where the members of a struct lie.
 *
 * @param size bytes, a multiple of {@code align}; without the elements of an array at its end whose length is not fixed
 * @param members one for each member of the body, in its order
 */
public record StructLayout(long size, int align, List<MemberLayout> members) {
    public StructLayout {
        members = List.copyOf(members);
        if (align < 1 || Integer.bitCount(align) != 1) {
            throw new IllegalArgumentException("alignment " + align + " is not a power of two");
        }
        if (size % align != 0) {
            throw new IllegalArgumentException("size " + size + " is not a multiple of the alignment " + align);
        }
    }

    /**
     * One member.
     *
     * @param offset from the start of the struct
     * @param size bytes; 0 for an array whose length is not fixed
     * @param stride bytes from one element to the next when the member is an array, else {@code size}
     * @param align alignment of the member
     * @param inner layout of an inline struct (or of an array's element that is one); for a union or overlay one per arm, each
     *              a struct of that one member
     */
    public record MemberLayout(long offset, long size, long stride, int align, List<StructLayout> inner) {
        public MemberLayout {
            inner = List.copyOf(inner);
        }
    }
}
