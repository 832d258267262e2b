// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kbuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.kbuild.KbuildView.Module;
import org.vbus.backends.kernel.DeviceFolder;
import org.vbus.backends.text.Comments;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.diag.Diagnostic;
import org.vbus.targets.c.CSymbols;

/** {@code devices/<device>/{Kbuild,Kconfig}}: what is built there, and from which file of the author. */
public final class KbuildBackend implements Backend {
    private record Folder(Spec spec, List<Module> modules) { }

    @Override
    public String name() {
        return "kbuild";
    }

    @Override
    public String summary() {
        return "Kbuild and Kconfig of each device";
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        return List.of();
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        Map<String, Folder> folders = new TreeMap<>();
        for (Spec spec : specs.requestedSpecs()) {
            for (DeviceModel model : spec.models()) {
                String device = DeviceFolder.of(spec, model);
                folders.computeIfAbsent(device, name -> new Folder(spec, new ArrayList<>())).modules().add(host(model));
            }
            for (Device device : spec.devices()) {
                if (device.hasDriver()) {
                    folders.computeIfAbsent(device.name(), name -> new Folder(spec, new ArrayList<>())).modules().add(guest(device));
                }
            }
        }
        folders.forEach((device, folder) -> {
            String banner = Banner.of(folder.spec());
            out.write("devices/" + device + "/Kbuild",
                    Templates.render(KbuildBackend.class, "kbuild", new KbuildView(banner, device, folder.modules())));
            out.write("devices/" + device + "/Kconfig",
                    Templates.render(KbuildBackend.class, "kconfig", new KconfigView(banner, folder.modules())));
        });
    }

    private static Module host(DeviceModel model) {
        String doc = model.meta().doc().isBlank() ? "Host side of a " + model.typeString() + "." : model.meta().doc();
        return new Module(model.name(), model.name() + "_host", model.name() + "_ops", "VBUS_" + CSymbols.upper(model.name()),
                "vbus device model " + model.typeString(), Comments.lines(doc + "\n\nSay Y or M on a host that offers such devices."));
    }

    private static Module guest(Device device) {
        String doc = device.meta().doc().isBlank() ? "Driver of vbus devices of type " + device.typeString() + "." : device.meta().doc();
        return new Module(device.name() + "_driver", device.name() + "_guest", device.name() + "_ops",
                "VBUS_" + CSymbols.upper(device.name()) + "_DRIVER", "vbus driver of " + device.typeString(),
                Comments.lines(doc + "\n\nSay Y or M where such devices are used: in a guest, or in a container's kernel."));
    }
}
