// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vbus.backends.Banner;
import org.vbus.backends.kernel.Features;
import org.vbus.backends.kernel.KernelTypes;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.Texts;
import org.vbus.backends.kernel.VirtioConfig;
import org.vbus.backends.kernel.VirtioQueues;
import org.vbus.backends.text.Comments;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.targets.c.CSymbols;

/** Builds the view of a model of a device of virtio. */
final class VirtioHostBuilder {
    /** Files that {@code vbus_virtio} has for every device. */
    private static final List<String> COMMON = List.of("status", "features", "faults");

    private final SpecSet specs;
    private final Spec spec;
    private final DeviceModel model;
    private final Device device;
    private final KernelTypes types;
    private final VirtioConfig config;
    private final VirtioQueues queues;

    VirtioHostBuilder(SpecSet specs, Spec spec, DeviceModel model) {
        this.specs = specs;
        this.spec = spec;
        this.model = model;
        this.device = specs.devices().get(model.devices().get(0));
        this.types = new KernelTypes(specs);
        this.config = new VirtioConfig(device, types);
        this.queues = new VirtioQueues(device, types, config, model.name());
    }

    /** Whether a model is one of a device of virtio. */
    static boolean is(SpecSet specs, DeviceModel model) {
        return model.devices().size() == 1 && specs.devices().get(model.devices().get(0)).virtio().isPresent();
    }

    VirtioHostView view() {
        HostBuilder plain = new HostBuilder(specs, spec, model);
        List<HostAttribute> attributes = plain.attributes();
        List<VirtioConfig.Field> fields = config.fields();
        return new VirtioHostView(Banner.comment(spec), "_" + CSymbols.upper(model.name()) + "_HOST_H", includes(), missing(),
                new HostModel(model.name(), CSymbols.upper(model.name()), Texts.literal(model.typeString())), device.name(), Long.toString(device.virtio().orElseThrow().id()),
                attributes, plain.names(), COMMON.stream().filter(name -> model.attributes().stream().noneMatch(one -> one.name().equals(name))).toList(),
                config.size() == 0 ? List.of() : List.of(config.size()), fields, fields.stream().filter(VirtioConfig.Field::driver).toList(),
                new Features(device, types).groups(), queues.lets(), queues.queues(), queues.fixed().stream().toList(), ops());
    }

    private Spec owner() {
        return specs.specs().stream().filter(candidate -> candidate.devices().contains(device)).findFirst().orElseThrow();
    }

    private List<String> includes() {
        List<String> includes = new ArrayList<>();
        for (Spec one : List.of(owner(), spec)) {
            // what Linux declares is not declared again beside it
            String header = CSymbols.linuxHeader(one.packageName()).orElse(CSymbols.header(one.packageName()));
            if (!includes.contains(header)) {
                includes.add(header);
            }
        }
        return includes;
    }

    private List<VirtioHostView.Bit> missing() {
        List<VirtioHostView.Bit> bits = new ArrayList<>();
        if (CSymbols.linuxHeader(owner().packageName()).isPresent()) {
            for (FeatureGroup group : device.features()) {
                group.bits().forEach(bit -> bits.add(new VirtioHostView.Bit(CSymbols.bit(group, bit), group.emitNumbers() ? Integer.toString(bit.bit()) : CSymbols.mask(bit.bit()))));
            }
        }
        return bits;
    }

    List<Op> ops() {
        List<Op> ops = new ArrayList<>();
        String self = "struct " + model.name() + " *dev";
        String queue = "struct " + model.name() + "_queue *q";
        ops.add(new Op("create", "create", model.name(), List.of(), "int ", List.of(self), "return 0;"));
        ops.add(new Op("destroy", "destroy", model.name(), List.of(), "void ", List.of(self), ""));
        new HostBuilder(specs, spec, model).attributeOps(ops);
        if (queues.fixed().isEmpty()) {
            ops.add(new Op("maxQueues", "max_queues", model.name(), List.of(), "unsigned int ", List.of("void"), "return 64;"));
        }
        ops.add(new Op("open", "open", model.name(), List.of(), "int ", List.of(self), "return 0;"));
        ops.add(new Op("close", "close", model.name(), List.of(), "void ", List.of(self), ""));
        for (FeatureGroup group : device.features()) {
            ops.add(new Op("offer", "offer_" + lower(group.name()), group.prefix() + "*", List.of(), "u64 ", List.of(self), "return 0;"));
            ops.add(new Op("accepted", "accepted_" + lower(group.name()), group.prefix() + "*", List.of(), "int ", List.of(self, "u64 features"), "return 0;"));
        }
        for (VirtioConfig.Field field : config.fields()) {
            if (field.driver()) {
                String value = field.count().isEmpty() ? field.type() + " value" : "const u8 value[" + field.count().get(0) + "]";
                ops.add(new Op("configSet", "config_set_" + field.name(), field.path(), field.doc(), "int ", List.of(self, value), "return -EPERM;"));
            }
        }
        ops.add(new Op("status", "status", model.name(), List.of(), "void ", List.of(self, "u8 status"), ""));
        ops.add(new Op("reset", "reset", model.name(), List.of(), "void ", List.of(self), ""));
        for (VirtioQueues.Queue one : queues.queues()) {
            ops.add(new Op("queueInfo", "queue_" + one.name() + "_info", one.title(), one.doc(), "void ", List.of(self, "struct vbus_virtqueue_info *info"), ""));
            ops.add(new Op("queueStart", "queue_" + one.name() + "_start", one.title(), List.of(), "int ", List.of(queue), "return 0;"));
            ops.add(new Op("queueStop", "queue_" + one.name() + "_stop", one.title(), List.of(), "void ", List.of(queue), ""));
            if (one.header().isEmpty()) {
                ops.add(new Op("queueRun", "queue_" + one.name() + "_run", one.title(), one.doc(), "void ", List.of(queue), ""));
            } else {
                List<String> parameters = List.of(queue, "const " + one.header().get(0) + " *hdr");
                one.requests().forEach(request -> ops.add(new Op("request", "request_" + request.name(), request.title(), request.doc(), "void ", parameters, "")));
                ops.add(new Op("requestOther", "request_" + one.name() + "_other", one.title(), List.of(), "void ", parameters, ""));
            }
        }
        return ops;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
