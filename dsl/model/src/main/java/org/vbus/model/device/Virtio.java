// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;

/**
 * What a device of the virtio specification has beside its features.
 *
 * @param id the number that drivers match on
 * @param config qualified name of the struct of its configuration space, if any
 * @param generation the configuration space has a counter against torn reads
 * @param lets names for numbers that queues use
 */
public record Virtio(long id, Optional<String> config, boolean generation, List<Let> lets, List<Queue> queues) {
    public Virtio {
        lets = List.copyOf(lets);
        queues = List.copyOf(queues);
    }

    /**
     * A named number. In expressions a let, and the index of a queue, is a field of its name; {@code config} is the configuration space.
     *
     * @param gate when {@code value} counts
     * @param otherwise the number when the gate does not hold; present exactly if there is a gate
     */
    public record Let(Meta meta, String name, Expr value, Optional<Expr> gate, Optional<Expr> otherwise) { }

    /**
     * A virtqueue, or as many as {@code bound} says.
     *
     * @param index name of the number that counts them, if there are several
     * @param number index of the queue at the transport
     * @param toDriver the device fills the buffers
     * @param payload what one chain of buffers carries; empty if the queue takes requests
     * @param header qualified name of the struct in front of every request
     * @param selectors fields of the header that say which request it is, in the order of a request's numbers
     * @param selected the spec names them, because the header has others too
     */
    public record Queue(Meta meta, String name, Optional<String> index, Optional<Expr> bound, Expr number, boolean toDriver, List<Arg> payload,
                        Optional<Expr> gate, List<Request> requests, Optional<String> header, List<String> selectors, boolean selected) {
        public Queue {
            payload = List.copyOf(payload);
            requests = List.copyOf(requests);
            selectors = List.copyOf(selectors);
        }
    }

    /**
     * A request of a control queue.
     *
     * @param numbers one for each selector of the queue
     */
    public record Request(Meta meta, String name, List<Long> numbers, List<Arg> args, Optional<Expr> gate) {
        public Request {
            numbers = List.copyOf(numbers);
            args = List.copyOf(args);
        }
    }
}
