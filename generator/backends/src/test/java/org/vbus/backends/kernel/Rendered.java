// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.vbus.backends.Backend;
import org.vbus.backends.Samples;
import org.vbus.backends.guest.GuestBackend;
import org.vbus.backends.host.HostBackend;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.targets.c.CSymbols;

/** Outputs in memory; run as a program it writes those of the samples into a folder, for a look or a compiler. */
final class Rendered {
    private Rendered() { }

    static Map<String, String> of(Backend backend, SpecSet specs) {
        Map<String, String> files = new TreeMap<>();
        backend.generate(specs, (path, text) -> {
            if (files.put(path, text) != null) {
                throw new IllegalArgumentException(path + " was written before");
            }
        });
        return files;
    }

    /** The files that authors begin with. */
    static Map<String, String> stubs(SpecSet specs) {
        Map<String, String> files = new TreeMap<>();
        for (Spec spec : specs.requestedSpecs()) {
            for (DeviceModel model : spec.models()) {
                OpsStubs stubs = OpsStubs.ofModel(model.name(), HostBackend.ops(specs, spec, model));
                files.put("devices/" + CSymbols.tag(model.devices().get(0)) + "/ops/" + stubs.path(), stubs.file());
            }
            for (Device device : spec.devices()) {
                OpsStubs stubs = OpsStubs.ofDriver(device.name(), GuestBackend.ops(specs, spec, device));
                files.put("devices/" + device.name() + "/ops/" + stubs.path(), stubs.file());
            }
        }
        return files;
    }

    public static void main(String[] args) throws IOException {
        for (Backend backend : java.util.ServiceLoader.load(Backend.class)) {
            if (!backend.obstacles(Samples.all()).stream().noneMatch(found -> found.isError())) {
                throw new IllegalStateException(backend.obstacles(Samples.all()).toString());
            }
            for (Map.Entry<String, String> file : of(backend, Samples.all()).entrySet()) {
                Path path = Path.of(args[0]).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        for (Map.Entry<String, String> file : stubs(Samples.all()).entrySet()) {
            Path path = Path.of(args[0]).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
