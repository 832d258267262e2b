// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import org.vbus.model.Meta;

/**
 * A ring protocol over a struct. Paths are field names from the head struct.
 *
 * @param head qualified name of the header struct
 * @param exactSize a segment must have exactly the size that its count asks for
 * @param attachChecks what a peer verifies before it uses the ring, as {@code magic}
 */
public record RingType(Meta meta, String name, String head, List<String> signal, List<String> slots, List<String> payloadAddress,
                       List<String> payloadLength, List<String> owner, List<Index> indices, List<Order> orders,
                       boolean exactSize, List<String> attachChecks) {
    public RingType {
        signal = List.copyOf(signal);
        slots = List.copyOf(slots);
        payloadAddress = List.copyOf(payloadAddress);
        payloadLength = List.copyOf(payloadLength);
        owner = List.copyOf(owner);
        indices = List.copyOf(indices);
        orders = List.copyOf(orders);
        attachChecks = List.copyOf(attachChecks);
    }

    /** One index pair. */
    public record Index(String name, List<String> path, String head, String tail, String full) {
        public Index {
            path = List.copyOf(path);
        }
    }

    /** One rule of memory order: {@code release}, {@code acquire} or {@code fence} on a field. */
    public record Order(String kind, List<String> path) {
        public Order {
            path = List.copyOf(path);
        }
    }
}
