// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.Map;
import java.util.Optional;
import org.vbus.compat.match.Pair;

/**
 * A negotiable bit of a device in two versions.
 *
 * @param name with its group's, as the newest version has them: {@code SG.TSO4}
 * @param known what each side that has it says
 * @param pair where findings about it are; empty where nothing that both sides know by it is compared
 */
record Feature(String name, Map<Side, Known> known, Optional<Pair> pair) {
    /**
     * What one side says.
     *
     * @param group as that side calls it
     * @param name without the group's
     * @param bit the group's number and the bit's
     */
    record Known(String group, String name, String bit, Optional<Gate> requires) { }

    Feature {
        known = Map.copyOf(known);
    }

    Optional<Known> on(Side side) {
        return Optional.ofNullable(known.get(side));
    }

    /** Whether both sides know it by the same bit. */
    boolean isShared() {
        return known.size() == Side.values().length && known.get(Side.OLDER).bit().equals(known.get(Side.NEWER).bit());
    }
}
