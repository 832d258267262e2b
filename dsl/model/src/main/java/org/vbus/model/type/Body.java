// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.type;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Members of a struct and what the spec claims about their placement.
 *
 * @param declaredSize the size that the spec states, to be checked, never to be obeyed
 * @param declaredAlign the alignment that the spec asks for; it can only raise the natural one
 * @param packed no padding, alignment 1
 */
public record Body(List<Member> members, OptionalLong declaredSize, OptionalInt declaredAlign, boolean packed) {
    public Body {
        members = List.copyOf(members);
    }

    /** Members without any claim. */
    public static Body of(List<Member> members) {
        return new Body(members, OptionalLong.empty(), OptionalInt.empty(), false);
    }
}
