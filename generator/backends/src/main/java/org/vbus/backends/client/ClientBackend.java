// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.java.Docs;
import org.vbus.backends.java.JavaBackend;
import org.vbus.backends.kernel.KernelObstacles;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;

/** {@code client/<package>/bus/<Device>Client.java}, {@code <Device>Model.java} and {@code <Model>Attributes.java}. */
public final class ClientBackend implements Backend {
    @Override
    public String name() {
        return "client";
    }

    @Override
    public String summary() {
        return "Java clients, device models and attributes over the bindings (JDK 25)";
    }

    @Override
    public List<Rule> rules() {
        return Stream.of(new JavaBackend().rules(), KernelObstacles.rules(), ClassNames.rules()).flatMap(List::stream).distinct().toList();
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        // what the bindings lack, code over them lacks too
        List<Diagnostic> found = new ArrayList<>(new JavaBackend().obstacles(specs));
        for (Spec spec : specs.requestedSpecs()) {
            devices(spec).forEach(device -> KernelObstacles.interfaceOf(specs, device, found));
            spec.models().forEach(model -> KernelObstacles.attributes(specs, model, found));
        }
        ClassNames.obstacles(specs, found);
        return found;
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        specs.requestedSpecs().parallelStream().forEach(spec -> write(specs, spec, out));
    }

    private static void write(SpecSet specs, Spec spec, OutputSink out) {
        if (ClassNames.of(spec).isEmpty()) {
            return;
        }
        String packageName = ClassNames.packageName(spec);
        String folder = "client/" + packageName.replace('.', '/') + "/";
        out.write(folder + "package-info.java", Templates.render(ClientBackend.class, "package", new PackageView(Banner.of(spec), packageName,
                Docs.of(spec.meta(), "Package " + Docs.code(spec.packageName()) + ".", List.of("Typed clients and abstract device models.")))));
        for (Device device : devices(spec)) {
            DeviceParts parts = new DeviceParts(specs, spec, device);
            out.write(folder + ClassNames.client(device) + ".java", new ClientBuilder(parts).render());
            out.write(folder + ClassNames.model(device) + ".java", new ModelBuilder(parts).render());
        }
        for (DeviceModel model : ClassNames.attributed(spec)) {
            out.write(folder + ClassNames.attributes(model) + ".java", new AttributesBuilder(specs, spec, model).render());
        }
    }

    private static List<Device> devices(Spec spec) {
        return spec.devices().stream().filter(Device::hasDriver).toList();
    }
}
