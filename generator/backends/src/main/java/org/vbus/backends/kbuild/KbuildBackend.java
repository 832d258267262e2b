// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kbuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vbus.backends.Backend;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.kbuild.KbuildView.Module;
import org.vbus.backends.kernel.DeviceFolder;
import org.vbus.backends.kernel.Drivers;
import org.vbus.backends.kernel.ProfileShare;
import org.vbus.backends.text.Comments;
import org.vbus.backends.text.Templates;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
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
    public void generate(SpecSet specs, OutputSink out) {
        Map<String, Folder> folders = new TreeMap<>();
        for (Spec spec : specs.requestedSpecs()) {
            for (DeviceModel model : spec.models()) {
                String device = DeviceFolder.of(spec, model);
                folders.computeIfAbsent(device, name -> new Folder(spec, new ArrayList<>())).modules().add(host(specs, model));
            }
            for (Device device : spec.devices()) {
                if (Drivers.made(device)) {
                    folders.computeIfAbsent(device.name(), name -> new Folder(spec, new ArrayList<>())).modules().add(guest(spec, device));
                }
            }
        }
        folders.forEach((device, folder) -> {
            String banner = Banner.of(folder.spec());
            out.write("devices/" + device + "/Kbuild",
                    Templates.render(KbuildBackend.class, "kbuild", new KbuildView(banner, device,
                            folder.modules().stream().anyMatch(module -> !module.ops().isEmpty()) ? List.of(device) : List.of(), folder.modules())));
            out.write("devices/" + device + "/Kconfig",
                    Templates.render(KbuildBackend.class, "kconfig", new KconfigView(banner, folder.modules())));
        });
    }

    private static Module host(SpecSet specs, DeviceModel model) {
        Optional<ProfileShare> share = ProfileShare.ofModel(specs, model);
        String doc = model.meta().doc().isBlank() ? "Host side of a " + model.typeString() + "." : model.meta().doc();
        return new Module(model.name(), generated(model.name(), "_host", share), ops(model.name(), share), specs.devices().get(model.devices().get(0)).virtio().isPresent() ? "VBUS_VIRTIO" : depends("DEVICE", share), "VBUS_" + CSymbols.upper(model.name()),
                "vbus device model " + model.typeString(), Comments.lines(doc + "\n\nSay Y or M on a host that offers such devices."));
    }

    private static Module guest(Spec spec, Device device) {
        if (Drivers.ofVirtio(device)) {
            String about = device.meta().doc().isBlank() ? "Driver of virtio device " + device.name() + "." : device.meta().doc();
            return new Module(device.name() + "_driver", List.of(device.name() + "_guest"), List.of(device.name() + "_ops"), "VIRTIO",
                    "VBUS_" + CSymbols.upper(device.name()) + "_DRIVER", "virtio driver of " + device.name(),
                    Comments.lines(about + "\n\nSay Y or M where such devices are used: in a guest, or in a container's kernel."));
        }
        Optional<ProfileShare> share = ProfileShare.ofDriver(spec, device);
        String doc = device.meta().doc().isBlank() ? "Driver of vbus devices of type " + device.typeString() + "." : device.meta().doc();
        return new Module(device.name() + "_driver", generated(device.name(), "_guest", share), ops(device.name(), share), depends("DRIVER", share),
                "VBUS_" + CSymbols.upper(device.name()) + "_DRIVER", "vbus driver of " + device.typeString(),
                Comments.lines(doc + "\n\nSay Y or M where such devices are used: in a guest, or in a container's kernel."));
    }

    private static List<String> generated(String half, String suffix, Optional<ProfileShare> share) {
        List<String> objects = new ArrayList<>(List.of(half + suffix));
        share.ifPresent(of -> objects.add(half + "_" + of.profile().name()));
        return objects;
    }

    private static List<String> ops(String half, Optional<ProfileShare> share) {
        return share.isEmpty() || share.get().authored() ? List.of(half + "_ops") : List.of();
    }

    private static String depends(String half, Optional<ProfileShare> share) {
        return share.map(of -> "VBUS && VBUS_" + CSymbols.upper(of.profile().name()) + "_" + half).orElse("VBUS");
    }
}
