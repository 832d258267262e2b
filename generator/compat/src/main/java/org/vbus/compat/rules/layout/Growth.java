// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;

/** How a struct came to another size. */
enum Growth {
    /** It is what it was on all ABI classes. */
    NONE,
    /** Smaller wherever it differs. */
    SHRANK,
    /** Grown at its end only, and both versions promise that peers tell each other how much of it they know. */
    AT_END_SIZED,
    /** Configuration space of virtio, grown at its end only by fields that a feature bit gates. */
    AT_END_GATED,
    OTHER;

    static Growth of(Comparison comparison, Pair struct) {
        if (!Places.differs(struct, Fact.SIZE)) {
            return NONE;
        }
        if (Places.differing(struct, Fact.SIZE).stream()
                .allMatch(abi -> Places.number(struct.after(), Fact.SIZE, abi) < Places.number(struct.before(), Fact.SIZE, abi))) {
            return SHRANK;
        }
        Body body = new Body(struct);
        boolean atEnd = !struct.changed(Fact.PACKED) && body.keepsFields() && Places.classes().allMatch(abi -> grew(struct, abi))
                && body.fields(How.ADDED).map(field -> Room.of(body, field).room()).allMatch(room -> room == Room.END || room == Room.RESERVED);
        String before = struct.within(Kind.SPEC).map(spec -> spec.before().name()).orElse("") + "." + struct.before().name();
        if (atEnd && struct.before().is(Fact.SIZED) && struct.after().is(Fact.SIZED) && !Types.isElement(comparison.before(), before)) {
            return AT_END_SIZED;
        }
        return atEnd && isConfig(comparison, before) && isGated(body) ? AT_END_GATED : OTHER;
    }

    private static boolean grew(Pair struct, int abi) {
        return Places.number(struct.after(), Fact.SIZE, abi) >= Places.number(struct.before(), Fact.SIZE, abi);
    }

    /**
     * Whether fields are what is new, and none of them without a feature bit: reserved bytes alone make a device's space longer than its drivers
     * expect.
     */
    private static boolean isGated(Body body) {
        return body.fields(How.ADDED).findAny().isPresent() && body.fields(How.ADDED).allMatch(field -> field.after().get(Fact.GATE).isPresent());
    }

    private static boolean isConfig(Comparison comparison, String qualified) {
        return comparison.before().specs().stream().flatMap(spec -> spec.children(Kind.DEVICE)).map(device -> device.get(Fact.CONFIG))
                .anyMatch(config -> config.filter(qualified::equals).isPresent());
    }

    /** That of the struct that a member is directly in; {@link #NONE} in what is no struct. */
    static Growth around(Comparison comparison, Body body) {
        return body.pair().kind() == Kind.STRUCT ? of(comparison, body.pair()) : NONE;
    }
}
