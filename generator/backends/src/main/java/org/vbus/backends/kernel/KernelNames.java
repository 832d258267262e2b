// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vbus.backends.CNames;
import org.vbus.backends.CNames.Space;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;
import org.vbus.model.diag.Diagnostic;

/** The names that a generated module declares beside those of its headers: none of them twice. */
public final class KernelNames {
    static final String CODE = "VB1307";

    private final SpecSet specs;
    private final CNames names;
    private final List<Diagnostic> found;
    private final List<Diagnostic> own = new ArrayList<>();
    private final Set<String> headers = new HashSet<>();

    private KernelNames(SpecSet specs, List<Diagnostic> found) {
        this.specs = specs;
        this.found = found;
        this.names = new CNames(CODE, own);
    }

    /** Of a host module. */
    public static void ofModel(SpecSet specs, Spec spec, DeviceModel model, List<Op> ops, List<Diagnostic> found) {
        KernelNames all = new KernelNames(specs, found);
        all.header(spec);
        Origin at = model.meta().origin();
        String m = model.name();
        String what = "model " + m;
        all.tags(what, at, m, m + "_ops");
        all.functions(what, at, "to_" + m, m + "_ops", m + "_attrs", m + "_group", m + "_unregister", m + "_bus_connect", m + "_bus_disconnect",
                m + "_release", m + "_create", m + "_init", m + "_exit", m + "_device_ops", m + "_class_ops", m + "_class");
        model.attributes().forEach(attribute -> all.functions("attribute " + attribute.name(), attribute.meta().origin(),
                m + "_" + attribute.name() + "_show", m + "_" + attribute.name() + "_store"));
        model.devices().forEach(name -> all.interfaceOf(specs.devices().get(name)));
        all.operations(ops, at);
        all.report();
    }

    /** Of a driver. */
    public static void ofDriver(SpecSet specs, Spec spec, Device device, List<Op> ops, List<Diagnostic> found) {
        KernelNames all = new KernelNames(specs, found);
        all.header(spec);
        Origin at = device.meta().origin();
        String d = device.name();
        String what = "the driver of device " + d;
        all.tags(what, at, d + "_device", d + "_ops", d + "_block");
        all.functions(what, at, d + "_ops");
        device.calls().forEach(call -> all.functions("call " + call.name(), call.meta().origin(), d + "_" + lower(call.name())));
        for (Ring ring : device.rings()) {
            String r = d + "_" + lower(ring.name());
            all.functions(ring, r + "_signal", r + "_listen");
            all.functions(ring, ring.toDriver() ? new String[] {r + "_recv", r + "_can_recv"} : new String[] {r + "_send", r + "_can_send"});
        }
        device.features().forEach(group -> all.member("granted_" + lower(group.name()), "feature group " + group.name(), group.meta()));
        device.regions().stream().filter(region -> region.counter().isPresent()).forEach(region -> all.seqlock(device, region));
        device.regions().forEach(region -> all.member("region_" + lower(region.name()), "region " + region.name(), region.meta()));
        all.operations(ops, at);
        all.report();
    }

    /** What two things of a header want is the header's error. */
    private void header(Spec spec) {
        int before = own.size();
        names.header(specs, spec, headers);
        own.subList(before, own.size()).clear();
    }

    /** One error is enough for names that are made of the same two. */
    private void report() {
        own.stream().limit(1).forEach(found::add);
    }

    private void interfaceOf(Device device) {
        specs.specs().stream().filter(spec -> spec.devices().contains(device)).findFirst()
                .ifPresent(this::header);
        Origin at = device.meta().origin();
        String d = device.name();
        String what = "the interface of device " + d;
        tags(what, at, d + "_conn", d + "_block");
        functions(what, at, "to_" + d + "_conn", d + "_call", d + "_shm", d + "_close", d + "_release", d + "_open", d + "_conn_ops",
                d + "_intf_ops", d + "_has_memory", d + "_bus_describe", d + "_bus_negotiate");
        device.calls().forEach(call -> functions("call " + call.name(), call.meta().origin(), d + "_do_" + lower(call.name()),
                d + "_negotiate_" + lower(call.name())));
        device.features().forEach(group -> functions("feature group " + group.name(), group.meta().origin(), d + "_settle_" + lower(group.name())));
        device.regions().forEach(region -> functions("region " + region.name(), region.meta().origin(), d + "_take_" + lower(region.name())));
        device.regions().stream().filter(region -> region.counter().isPresent()).forEach(region -> seqlock(device, region));
        for (Ring ring : device.rings()) {
            String r = d + "_" + lower(ring.name());
            functions(ring, r + "_signalled", r + "_signal", r + "_listen", r + "_moved", r + "_traced", r + "_tracer");
            functions(ring, ring.toDriver() ? new String[] {r + "_put", r + "_can_put", r + "_flush"} : new String[] {r + "_get", r + "_can_get"});
        }
    }

    private void operations(List<Op> ops, Origin at) {
        ops.forEach(op -> names.add(Space.OPERATION, op.member(), "operation " + op.member() + " (" + op.subject() + ")", at));
        ops.forEach(op -> op.served().forEach(function -> functions("the profile's " + op.member(), at, function)));
    }

    private void member(String name, String what, Meta meta) {
        names.add(Space.ORDINARY, "." + name, what, meta.origin());
    }

    /** One half reads, the other one writes. */
    private void seqlock(Device device, Region region) {
        String r = device.name() + "_region_" + lower(region.name());
        functions("region " + region.name(), region.meta().origin(), r + "_read", r + "_write");
    }

    private void tags(String what, Origin at, String... all) {
        for (String tag : all) {
            names.add(Space.TAG, tag, what, at);
        }
    }

    private void functions(Ring ring, String... all) {
        functions("ring " + ring.name(), ring.meta().origin(), all);
    }

    private void functions(String what, Origin at, String... all) {
        for (String function : all) {
            names.add(Space.ORDINARY, function, what, at);
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
