// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Optional;
import org.vbus.model.device.Device;
import org.vbus.model.device.Ring;
import org.vbus.model.device.RingType;

/** An index that cannot count to the greatest depth names the wrong slot. */
final class NarrowIndex implements Lint {
    @Override
    public void look(Subject subject) {
        for (Device device : subject.spec().devices()) {
            device.rings().forEach(ring -> look(subject, device, ring));
        }
    }

    private static void look(Subject subject, Device device, Ring ring) {
        RingType type = subject.specs().ringTypes().get(ring.ringType());
        for (RingType.Index index : type.indices()) {
            Optional<RingIndices.Place> head = RingIndices.holder(subject, type, index).flatMap(struct -> RingIndices.place(struct, index.head()));
            int bits = head.map(place -> RingIndices.bits(place.field())).orElse(Long.SIZE);
            if (bits < Integer.SIZE && ring.maxDepth() > 1L << bits) {
                subject.found(device.name(), ring.meta(), NARROW_INDEX.of(ring.name(), ring.maxDepth(), index.head(), 1L << bits));
                return;
            }
        }
    }
}
