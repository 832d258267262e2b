// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vbus.backends.Banner;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.KernelTypes;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.VirtioConfig;
import org.vbus.backends.kernel.VirtioQueues;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.targets.c.CSymbols;

/** Builds the view of the driver of a device of virtio that Linux has none for. */
final class VirtioGuestBuilder {
    /** Where the spec does not say how many queues there are. */
    private static final long MOST = 256;

    private final Spec spec;
    private final Device device;
    private final KernelTypes types;
    private final VirtioConfig config;
    private final VirtioQueues queues;

    VirtioGuestBuilder(SpecSet specs, Spec spec, Device device) {
        this.spec = spec;
        this.device = device;
        this.types = new KernelTypes(specs);
        this.config = new VirtioConfig(device, types);
        this.queues = new VirtioQueues(device, types, config, device.name());
    }

    VirtioGuestView view() {
        List<VirtioGuestView.Bit> bits = device.features().stream().flatMap(group -> group.bits().stream())
                .map(bit -> new VirtioGuestView.Bit(bit.name(), bit.bit())).toList();
        return new VirtioGuestView(Banner.comment(spec), "_" + CSymbols.upper(device.name()) + "_GUEST_H", CSymbols.header(spec.packageName()), device.name(),
                CSymbols.upper(device.name()), CSymbols.upper(device.name()) + "_VIRTIO_ID", bits, config.fields(), new Features(device, types).groups(), queues.lets(),
                queues.queues(), queues.fixed().orElse(MOST), ops());
    }

    List<Op> ops() {
        List<Op> ops = new ArrayList<>();
        String self = "struct " + device.name() + "_device *dev";
        for (FeatureGroup group : device.features()) {
            ops.add(new Op("want", "want_" + group.name().toLowerCase(Locale.ROOT), group.prefix() + "*", List.of(), "u64 ", List.of("struct virtio_device *vdev"), "return 0;"));
        }
        ops.add(new Op("probe", "probe", device.name(), List.of(), "int ", List.of(self), "return 0;"));
        ops.add(new Op("start", "start", device.name(), List.of(), "int ", List.of(self), "return 0;"));
        ops.add(new Op("stop", "stop", device.name(), List.of(), "void ", List.of(self), ""));
        ops.add(new Op("remove", "remove", device.name(), List.of(), "void ", List.of(self), ""));
        ops.add(new Op("configChanged", "config_changed", device.name(), List.of(), "void ", List.of(self), ""));
        queues.queues().forEach(queue -> ops.add(new Op("done", "queue_" + queue.name() + "_done", queue.title(), queue.doc(), "void ",
                List.of("struct " + device.name() + "_queue *q"), "")));
        return ops;
    }
}
