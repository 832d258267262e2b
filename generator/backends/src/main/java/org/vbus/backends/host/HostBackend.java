// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.backends.kernel.DeviceFolder;
import org.vbus.backends.kernel.KernelNames;
import org.vbus.backends.kernel.KernelObstacles;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.TraceView;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.model.profile.Profile;
import org.vbus.model.profile.Profiles;

/** {@code devices/<device>/<model>_host.{h,c}} and {@code <model>_trace.h} for each device model, and {@code <model>_<profile>.c} for one of a profile. */
public final class HostBackend implements Backend {
    @Override
    public String name() {
        return "host";
    }

    @Override
    public String summary() {
        return "the host kernel module of each device model, up to its operations";
    }

    @Override
    public List<Rule> rules() {
        return KernelObstacles.rules();
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        List<Diagnostic> found = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            for (DeviceModel model : spec.models()) {
                int before = found.size();
                KernelObstacles.ofModel(specs, model, found);
                // what has no form in C has no names there either
                if (found.size() == before) {
                    KernelNames.ofModel(specs, spec, model, ops(specs, spec, model), found);
                    if (!VirtioHostBuilder.is(specs, model)) {
                        found.addAll(new HostBuilder(specs, spec, model).unchecked());
                    }
                }
            }
        }
        return found;
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        for (Spec spec : specs.requestedSpecs()) {
            for (DeviceModel model : spec.models()) {
                String folder = "devices/" + DeviceFolder.of(spec, model) + "/";
                String stem = folder + model.name() + "_host";
                if (VirtioHostBuilder.is(specs, model)) {
                    VirtioHostView view = new VirtioHostBuilder(specs, spec, model).view();
                    out.write(stem + ".h", Templates.render(HostBackend.class, "host-virtio-header", view));
                    out.write(stem + ".c", Templates.render(HostBackend.class, "host-virtio-module", view));
                    continue;
                }
                out.write(folder + model.name() + "_trace.h", TraceView.ofModel(specs, spec, model).render());
                out.write(stem + ".h", Templates.render(HostBackend.class, "host-header", new HostBuilder(specs, spec, model).header()));
                out.write(stem + ".c", Templates.render(HostBackend.class, "host-module", new HostBuilder(specs, spec, model).module()));
                Profiles.of(model).map(Profile::name).ifPresent(profile -> out.write(folder + model.name() + "_" + profile + ".c",
                        Templates.render(HostBackend.class, "host-" + profile, new HostBuilder(specs, spec, model).joined())));
            }
        }
    }

    /** Every operation that the author of a model writes, in the order of the ops struct. */
    public static List<Op> ops(SpecSet specs, Spec spec, DeviceModel model) {
        return VirtioHostBuilder.is(specs, model) ? new VirtioHostBuilder(specs, spec, model).ops() : new HostBuilder(specs, spec, model).ops();
    }
}
