// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.vbus.backends.Banner;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.device.FeatureGroup;
import org.vbus.targets.c.CSymbols;

/**
 * What {@code trace.stg} speaks of: the trace events of one module.
 *
 * @param banner comment lines, with their stars
 * @param module name of the module, which its events are grouped under
 * @param guard macro against including twice
 * @param includes user-visible headers of the devices
 * @param devices whose events they are
 */
public record TraceView(List<String> banner, String module, String guard, List<String> includes, List<TracedDevice> devices) {

    /**
     * A device.
     *
     * @param name prefix of its events
     * @param calls numbers of calls, without the bus's own
     * @param shared numbers of rings and regions
     * @param rings numbers of rings
     * @param groups of features
     */
    public record TracedDevice(String name, List<Symbol> calls, List<Symbol> shared, List<Symbol> rings, List<Group> groups) { }

    /** A number: its C expression, and what a reader calls it. */
    public record Symbol(String symbol, String name) { }

    /** Features that are granted together. */
    public record Group(String name, String title, List<Symbol> bits) { }

    /** Of a host module. */
    public static TraceView ofModel(SpecSet specs, Spec spec, DeviceModel model) {
        return of(specs, spec, model.name(), model.devices().stream().map(specs.devices()::get).toList());
    }

    /** Of a driver, whose module is not named as its device. */
    public static TraceView ofDriver(SpecSet specs, Spec spec, Device device) {
        return of(specs, spec, device.name() + "_driver", List.of(device));
    }

    /** The header. */
    public String render() {
        return Templates.render(TraceView.class, "trace", this);
    }

    private static TraceView of(SpecSet specs, Spec spec, String module, List<Device> devices) {
        List<String> includes = specs.specs().stream().filter(other -> other.devices().stream().anyMatch(devices::contains))
                .map(other -> CSymbols.header(other.packageName())).distinct().toList();
        return new TraceView(Banner.comment(spec), module, "_" + CSymbols.upper(module) + "_TRACE_H", includes,
                devices.stream().map(TraceView::device).toList());
    }

    private static TracedDevice device(Device device) {
        List<Symbol> rings = device.rings().stream().map(ring -> new Symbol(CSymbols.ring(device, ring), ring.name())).toList();
        Stream<Symbol> regions = device.regions().stream().map(region -> new Symbol(CSymbols.region(device, region), region.name()));
        return new TracedDevice(device.name(),
                device.calls().stream().map(call -> new Symbol(CSymbols.call(device, call), call.name())).toList(),
                Stream.concat(rings.stream(), regions).toList(), rings, device.features().stream().map(TraceView::group).toList());
    }

    private static Group group(FeatureGroup group) {
        return new Group(group.name().toLowerCase(Locale.ROOT), group.name(),
                group.bits().stream().map(bit -> new Symbol(Features.mask(group, bit.name()), bit.name())).toList());
    }
}
