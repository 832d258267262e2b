// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;

/**
 * Feature bits that are negotiated together.
 *
 * @param id number of the group on the wire
 * @param prefix of the C names, as {@code VENET_CAP_}
 * @param via call that negotiates the group; empty means the bus's own NEGOTIATE
 * @param emitNumbers C gets bit numbers instead of masks
 */
public record FeatureGroup(Meta meta, String name, long id, String prefix, Optional<String> via, boolean emitNumbers,
                           List<Bit> bits) {
    public FeatureGroup {
        bits = List.copyOf(bits);
    }

    /**
     * One feature.
     *
     * @param requires condition over other features that must hold too
     */
    public record Bit(Meta meta, String name, int bit, Optional<Expr> requires) { }
}
