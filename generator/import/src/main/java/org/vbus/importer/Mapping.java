// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;

/**
 * A struct of a header, and what it is called in the spec.
 *
 * @param cType as C names it, with {@code struct} or {@code union} in front where it needs that
 * @param name in the spec
 * @param members those that C can take the offset of; bit-fields are not among them
 */
public record Mapping(String cType, String name, List<Path> members) {
    public Mapping {
        members = List.copyOf(members);
    }

    /** A member on both sides, as {@code csum.start}; an array's elements are one member. */
    public record Path(String c, String spec) { }
}
