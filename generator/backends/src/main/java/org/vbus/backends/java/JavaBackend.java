// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.List;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.java.JavaNames;

/** Bindings for JDK 25. */
public final class JavaBackend implements Backend {
    @Override
    public String name() {
        return "java";
    }

    @Override
    public String summary() {
        return "Java bindings: flyweights over MemorySegment, enums, masks, constants (JDK 25)";
    }

    @Override
    public List<Rule> rules() {
        return Obstacles.rules();
    }

    @Override
    public List<Diagnostic> obstacles(SpecSet specs) {
        return new Obstacles(TypeNames.of(specs)).of(specs);
    }

    @Override
    public void generate(SpecSet specs, OutputSink out) {
        TypeNames types = TypeNames.of(specs);
        specs.requestedSpecs().parallelStream().forEach(spec -> new PackageFiles(specs, spec, types, out).write());
    }

    /** Classes that a spec gives, in the order of the spec. */
    static List<String> classes(Spec spec, TypeNames types) {
        List<String> names = new ArrayList<>();
        names.add(JavaNames.constants(spec));
        spec.types().stream().filter(type -> !(type instanceof NamedType.Alias)).forEach(type -> names.add(JavaNames.type(type.name())));
        for (Device device : spec.devices()) {
            names.add(JavaNames.device(device));
            device.features().forEach(group -> names.add(JavaNames.features(device, group)));
            device.calls().stream().filter(call -> hasBlock(call, types)).forEach(call -> names.add(JavaNames.callArgs(device, call)));
            device.regions().forEach(region -> names.add(JavaNames.region(device, region)));
        }
        return names;
    }

    /** Whether the arguments of a call make a struct of their own: a single argument that is a declared struct is that struct. */
    static boolean hasBlock(Call call, TypeNames types) {
        boolean isStruct = call.args().size() == 1 && call.args().get(0).type() instanceof TypeRef.Named named
                && types.find(named.name()) instanceof NamedType.Struct;
        return !call.args().isEmpty() && !isStruct;
    }
}
