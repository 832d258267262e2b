// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Rings, their protocols, and other shared memory. */
public final class RingRules {
    private RingRules() { }

    public static List<Rule> all() {
        return List.of(new QueueRemoved(), new QueueAddedUngated(), new QueueAdded(), new QueueRenamed(), new QueueIndexChanged(),
                new QueueDirectionChanged(), new QueueDepthChanged(), new QueuePayloadChanged(), new QueueGateChanged(), new ShmIdReused(),
                new RingTypeChanged(), new OwnershipProtocolChanged(), new MemoryOrderWeakened(), new MemoryOrderChanged(),
                new RingAttachChecksChanged(), new ShmRegionRemoved(), new ShmRegionAdded(), new ShmRegionRenamed(),
                new ShmRegionIdChanged(), new ShmRegionSizeChanged(), new ShmRegionTypeChanged(), new ShmRegionWriterChanged(),
                new ShmRegionGateChanged(), new ShmRegionCounterChanged());
    }
}
