// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vbus.model.Meta;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.expr.Expr;

/** What came later is not there on the other side unless a feature says so. */
final class UngatedAddition implements Lint {
    @Override
    public void look(Subject subject) {
        for (Device device : subject.spec().devices()) {
            // the call that negotiates is known by the group that names it
            Set<String> negotiators = device.features().stream().map(FeatureGroup::via).flatMap(Optional::stream).collect(Collectors.toSet());
            device.rings().forEach(ring -> look(subject, device, "ring", ring.name(), ring.meta(), ring.gate()));
            device.regions().forEach(region -> look(subject, device, "region", region.name(), region.meta(), region.gate()));
            device.calls().stream().filter(call -> !negotiators.contains(call.name()))
                    .forEach(call -> look(subject, device, "call", call.name(), call.meta(), call.gate()));
            device.virtio().ifPresent(virtio -> virtio.queues().forEach(queue -> {
                look(subject, device, "queue", queue.name(), queue.meta(), queue.gate());
                queue.requests().forEach(request -> look(subject, device, "request", request.name(), request.meta(), request.gate()));
            }));
        }
    }

    private static void look(Subject subject, Device device, String kind, String name, Meta meta, Optional<Expr> gate) {
        if (meta.since().isPresent() && gate.isEmpty()) {
            subject.found(device.name(), meta, UNGATED_ADDITION.of(kind, name, meta.since().get()));
        }
    }
}
