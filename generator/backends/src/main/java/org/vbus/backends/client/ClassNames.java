// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.backends.java.Imports;
import org.vbus.model.Meta;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.DeviceModel;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.targets.java.JavaNames;

/** The names of the classes, and what they may not be called. */
final class ClassNames {
    private static final String TWICE = "VB1205";

    /** What the templates name without its package. */
    private static final List<String> PLATFORM = List.of("java.lang.foreign.MemorySegment", "java.nio.ByteOrder", "java.nio.file.Path", "java.util.Optional",
            "java.util.concurrent.atomic.AtomicBoolean", "linux.vbus.VbusDevice", "linux.vbus.VbusFeatures", "org.vbus.bus.AttributeFolder", "org.vbus.bus.Bus",
            "org.vbus.bus.ClientSide", "org.vbus.bus.DeviceConnection", "org.vbus.bus.DeviceModel", "org.vbus.bus.DeviceSide", "org.vbus.bus.NorthMemory",
            "org.vbus.bus.NorthReceiver", "org.vbus.bus.NorthSender", "org.vbus.bus.Payload", "org.vbus.bus.Pool", "org.vbus.bus.SeqReader",
            "org.vbus.bus.SeqWriter", "org.vbus.bus.Session", "org.vbus.bus.SouthReceiver", "org.vbus.bus.SouthSender", "org.vbus.runtime.Errno",
            "org.vbus.runtime.ErrnoException", "org.vbus.runtime.Fields", "org.vbus.runtime.PeerDataException", "org.vbus.shm.ShmSignal");

    /** What they take from java.lang: a binding of that name is written out in full. */
    private static final Set<String> LANGUAGE = Set.of("AutoCloseable", "Error", "Long", "Override", "Runnable", "RuntimeException", "String", "Void");

    private ClassNames() { }

    static List<Rule> rules() {
        return List.of(Rule.error(TWICE, ClassNames.class));
    }

    /** As {@code linux.venet.bus}. */
    static String packageName(Spec spec) {
        return JavaNames.packageName(spec.packageName()) + ".bus";
    }

    /** As {@code VenetClient}. */
    static String client(Device device) {
        return free(device.name() + "_client");
    }

    /** As {@code VenetModel}. */
    static String model(Device device) {
        return free(device.name() + "_model");
    }

    /** As {@code VenetTapAttributes}. */
    static String attributes(DeviceModel model) {
        return free(model.name() + "_attributes");
    }

    private static String free(String name) {
        String type = JavaNames.type(name);
        return PLATFORM.stream().anyMatch(used -> used.endsWith("." + type)) ? type + "_" : type;
    }

    /** Models that have attributes. */
    static List<DeviceModel> attributed(Spec spec) {
        return spec.models().stream().filter(model -> !model.attributes().isEmpty()).toList();
    }

    /** The classes of a spec, and what each is of. */
    static Map<String, Meta> of(Spec spec) {
        Map<String, Meta> classes = new LinkedHashMap<>();
        all(spec).forEach(one -> classes.putIfAbsent(one.name(), one.meta()));
        return classes;
    }

    private record One(String name, String what, Meta meta) { }

    private static List<One> all(Spec spec) {
        List<One> all = new ArrayList<>();
        spec.devices().stream().filter(Device::hasDriver).forEach(device -> {
            all.add(new One(client(device), "the client of device `" + device.name() + "`", device.meta()));
            all.add(new One(model(device), "the model of device `" + device.name() + "`", device.meta()));
        });
        attributed(spec).forEach(model -> all.add(new One(attributes(model), "the attribute class of model `" + model.name() + "`", model.meta())));
        return all;
    }

    /** Two classes of one name, in whichever packages they become one; a class of bindings is one too. */
    static void obstacles(SpecSet specs, List<Diagnostic> found) {
        Map<String, One> files = new HashMap<>();
        Set<String> packages = new HashSet<>();
        specs.specs().forEach(spec -> packages.add(JavaNames.packageName(spec.packageName())));
        for (Spec spec : specs.requestedSpecs()) {
            List<One> all = all(spec);
            if (!all.isEmpty() && packages.contains(packageName(spec))) {
                found.add(Diagnostic.error(TWICE, "package " + packageName(spec) + " is that of the clients of " + spec.packageName()
                        + ", and of the bindings of another spec", spec.meta().origin(), Optional.of("rename one of the packages")));
            }
            for (One one : all) {
                One other = files.putIfAbsent(packageName(spec) + "." + one.name(), one);
                if (other != null) {
                    found.add(new Diagnostic(TWICE, org.vbus.model.diag.Severity.ERROR, one.what() + " becomes the Java class " + packageName(spec) + "."
                            + one.name() + ", and so does " + other.what(), one.meta().origin(), List.of(new Diagnostic.Note(other.what() + " is here",
                            other.meta().origin())), Optional.of("rename one of them")));
                }
            }
        }
    }

    /** The imports of a file of a spec. */
    static Imports imports(Spec spec) {
        Map<String, Meta> own = of(spec);
        Imports imports = new Imports(packageName(spec), simple -> own.containsKey(simple) || simple.equals("Connection") || LANGUAGE.contains(simple));
        PLATFORM.forEach(imports::use);
        return imports;
    }
}
