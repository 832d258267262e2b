// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.backends.Banner;
import org.vbus.backends.OutputSink;
import org.vbus.backends.text.Templates;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.Region;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;

/** The files of one spec. */
final class PackageFiles {
    /** What generated code may name without its package; the ones it does not name are dropped again. */
    private static final List<String> PLATFORM = List.of("java.lang.foreign.MemoryLayout", "java.lang.foreign.MemorySegment",
            "java.lang.foreign.StructLayout", "java.lang.foreign.ValueLayout", "java.lang.invoke.VarHandle", "java.math.BigInteger",
            "java.nio.ByteOrder", "java.util.ArrayList", "java.util.List", "java.util.Objects", "java.util.Optional",
            "org.vbus.runtime.FieldRangeException", "org.vbus.runtime.Fields", "org.vbus.runtime.PeerDataException", "org.vbus.runtime.Windows");

    private final SpecSet specs;
    private final Spec spec;
    private final TypeNames types;
    private final OutputSink out;
    private final String name;
    private final String banner;
    private final Set<String> classes;

    PackageFiles(SpecSet specs, Spec spec, TypeNames types, OutputSink out) {
        this.specs = specs;
        this.spec = spec;
        this.types = types;
        this.out = out;
        this.name = JavaNames.packageName(spec.packageName());
        this.banner = Banner.of(spec);
        this.classes = new HashSet<>(JavaBackend.classes(spec, types));
    }

    void write() {
        file("package-info", Templates.render(JavaBackend.class, "package", new PackageView(banner, name,
                Docs.of(spec.meta(), "Bindings of package " + Docs.code(spec.packageName()) + ".", List.of()))));
        constants(ConstantViews.spec(banner, spec));
        spec.types().forEach(this::type);
        spec.devices().forEach(this::device);
    }

    private void type(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            List<String> doc = Docs.of(struct.meta(), "Struct " + Docs.code(struct.name()) + ".", structFacts(struct));
            flyweight(doc, JavaNames.type(struct.name()), struct.name(), struct.body(), struct.layouts().lp64(), struct.writers());
        } else if (type instanceof NamedType.Enum named) {
            file(JavaNames.type(named.name()), Templates.render(JavaBackend.class, "enumeration", EnumerationViews.view(banner, name, named)));
        } else if (type instanceof NamedType.Flags flags) {
            masks(MaskViews.flags(banner, name, flags));
        }
    }

    private static List<String> structFacts(NamedType.Struct struct) {
        List<String> facts = new ArrayList<>();
        facts.add("C: " + Docs.code("struct " + struct.name()) + ", " + struct.layouts().lp64().size() + " bytes.");
        if (struct.sized()) {
            facts.add("It may grow at its end; its size travels with it.");
        }
        facts.addAll(Docs.facts(FieldFacts.NONE, struct.writers()));
        return facts;
    }

    private void device(Device device) {
        constants(ConstantViews.device(banner, specs, spec, device));
        device.features().forEach(group -> masks(MaskViews.features(banner, name, device, group)));
        device.calls().stream().filter(call -> JavaBackend.hasBlock(call, types)).forEach(call -> arguments(device, call));
        device.regions().forEach(region -> region(device, region));
    }

    private void arguments(Device device, Call call) {
        String struct = CSymbols.callArgs(device, call);
        flyweight(Docs.of(Meta.at(Origin.NONE), "Arguments of call " + Docs.code(call.name()) + " of device "
                + Docs.code(device.name()) + ".", List.of("C: " + Docs.code("struct " + struct) + ".")),
                JavaNames.callArgs(device, call), struct, arguments(call), call.layouts().lp64(), List.of());
    }

    /** The arguments of a call as members of a struct, each with its direction. */
    static Body arguments(Call call) {
        List<Member> members = new ArrayList<>();
        call.args().forEach(arg -> members.add(new Member.Field(arg.meta(), arg.name(), arg.type(), directed(arg.facts(), arg.direction()))));
        return Bindings.body(members);
    }

    private static FieldFacts directed(FieldFacts facts, Direction direction) {
        return new FieldFacts(facts.declaredOffset(), facts.fixed(), facts.writers(), Optional.of(direction), facts.address(),
                facts.opaque(), facts.unit(), facts.conditions(), facts.gate(), facts.otherwise());
    }

    private void region(Device device, Region region) {
        List<Member> members = List.of(new Member.Field(region.meta(), region.name(), region.type(), FieldFacts.NONE));
        flyweight(Docs.of(region.meta(), "Region " + Docs.code(region.name()) + " of device " + Docs.code(device.name()) + ".", List.of()),
                JavaNames.region(device, region), device.name() + "." + region.name(), Bindings.body(members), region.layouts().lp64(), region.writers());
    }

    private void flyweight(List<String> doc, String className, String struct, Body body, StructLayout layout, List<Role> writers) {
        Set<String> inside = FlyweightViews.namesInside(body);
        Imports imports = new Imports(name, simple -> classes.contains(simple) || inside.contains(simple));
        PLATFORM.forEach(imports::use);
        ClassView view = new FlyweightViews(types, imports).view(doc, className, struct, body, layout, writers, false, classes::contains);
        String text = Templates.render(JavaBackend.class, "flyweight", new FlyweightView(banner, name, imports.lines(), view));
        file(className, Imports.withoutIdle(text));
    }

    private void masks(MasksView view) {
        file(view.name(), Imports.withoutIdle(Templates.render(JavaBackend.class, "masks", view)));
    }

    private void constants(ConstantsView view) {
        file(view.name(), Templates.render(JavaBackend.class, "constants", view));
    }

    private void file(String className, String text) {
        out.write("java/" + name.replace('.', '/') + "/" + className + ".java", text);
    }
}
