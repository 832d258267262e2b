// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.backends.kernel.Drivers;
import org.vbus.backends.kernel.KernelNames;
import org.vbus.backends.kernel.KernelObstacles;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.TraceView;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.model.profile.Profile;
import org.vbus.model.profile.Profiles;

/** {@code devices/<device>/<device>_guest.{h,c}} and {@code <device>_driver_trace.h} for each device that drivers match, and {@code <device>_net.c} on profile net; for a device of virtio that Linux has no driver for, a driver of virtio. */
/** {@code devices/<device>/<device>_guest.{h,c}} and {@code <device>_driver_trace.h} for each device that drivers match, and {@code <device>_<profile>.c} on a profile. */
public final class GuestBackend implements Backend {
    @Override
    public String name() {
        return "guest";
    }

    @Override
    public String summary() {
        return "the guest kernel driver of each device, up to its operations";
    }

    @Override
    public List<Rule> rules() {
        return KernelObstacles.rules();
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        List<Diagnostic> found = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            for (Device device : spec.devices()) {
                int before = found.size();
                KernelObstacles.ofDevice(specs, device, found);
                if (Drivers.ofVirtio(device)) {
                    KernelObstacles.ofVirtio(specs, device, found);
                }
                if (found.size() == before && Drivers.made(device)) {
                    KernelNames.ofDriver(specs, spec, device, ops(specs, spec, device), found);
                    found.addAll(device.hasDriver() ? new GuestBuilder(specs, spec, device).unchecked() : List.of());
                }
            }
        }
        return found;
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        for (Spec spec : specs.requestedSpecs()) {
            for (Device device : spec.devices().stream().filter(Drivers::ofVirtio).toList()) {
                String stem = "devices/" + device.name() + "/" + device.name() + "_guest";
                VirtioGuestView view = new VirtioGuestBuilder(specs, spec, device).view();
                out.write(stem + ".h", Templates.render(GuestBackend.class, "guest-virtio-header", view));
                out.write(stem + ".c", Templates.render(GuestBackend.class, "guest-virtio-module", view));
            }
            for (Device device : spec.devices().stream().filter(Device::hasDriver).toList()) {
                String folder = "devices/" + device.name() + "/";
                String stem = folder + device.name() + "_guest";
                out.write(folder + device.name() + "_driver_trace.h", TraceView.ofDriver(specs, spec, device).render());
                out.write(stem + ".h", Templates.render(GuestBackend.class, "guest-header", new GuestBuilder(specs, spec, device).header()));
                out.write(stem + ".c", Templates.render(GuestBackend.class, "guest-module", new GuestBuilder(specs, spec, device).module()));
                Profiles.ofDriver(spec, device).map(Profile::name).ifPresent(profile -> out.write(folder + device.name() + "_" + profile + ".c",
                        Templates.render(GuestBackend.class, "guest-" + profile, new GuestBuilder(specs, spec, device).joined())));
            }
        }
    }

    /** Every operation that the author of a driver writes, in the order of the ops struct. */
    public static List<Op> ops(SpecSet specs, Spec spec, Device device) {
        return Drivers.ofVirtio(device) ? new VirtioGuestBuilder(specs, spec, device).ops() : new GuestBuilder(specs, spec, device).ops();
    }
}
