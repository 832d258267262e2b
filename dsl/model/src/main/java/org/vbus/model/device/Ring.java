// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;

/**
 * A ring of a device.
 *
 * @param id of its shared memory
 * @param ringType qualified name of the protocol, as {@code linux.ioq.ioq}
 * @param toDriver payload flows from the device to the driver
 * @param minDepth least number of slots
 * @param payload what one slot carries
 * @param gate feature that must have been negotiated
 */
public record Ring(Meta meta, String name, long id, String ringType, boolean toDriver, long minDepth, long maxDepth,
                   long defaultDepth, List<Arg> payload, Optional<Expr> gate) {
    public Ring {
        payload = List.copyOf(payload);
        if (minDepth < 1 || maxDepth < minDepth || defaultDepth < minDepth || defaultDepth > maxDepth) {
            throw new IllegalArgumentException("ring " + name + ": depth " + minDepth + ".." + maxDepth + ", default " + defaultDepth);
        }
    }
}
