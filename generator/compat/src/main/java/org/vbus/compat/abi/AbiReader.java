// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Version;
import org.vbus.targets.c.CSymbols;
import org.vbus.targets.java.JavaNames;

/** From the model to the ABI: all of the requested packages, and of imported ones what is used. */
public final class AbiReader {
    private final SpecSet specs;
    private final Uses uses;
    private final TypeElements types;
    private final DeviceElements devices;

    private AbiReader(SpecSet specs) {
        this.specs = specs;
        this.uses = new Uses(specs);
        this.types = new TypeElements(specs.types());
        this.devices = new DeviceElements(types);
    }

    /** The ABI of the requested packages of a set. */
    public static Abi of(SpecSet specs) {
        AbiReader reader = new AbiReader(specs);
        return new Abi(specs.specs().stream().map(reader::of).filter(spec -> specs.requested().contains(spec.name()) || !spec.children().isEmpty()).toList(),
                specs.requested());
    }

    private Element of(Spec spec) {
        boolean whole = specs.requested().contains(spec.packageName());
        FactMap facts = new FactMap().with(Fact.C_NAME, CSymbols.headerName(spec.packageName())).with(Fact.JAVA_NAME, JavaNames.packageName(spec.packageName()));
        spec.abi().ifPresent(abi -> facts.with(Fact.TIER, abi.tier().name().toLowerCase(Locale.ROOT)).with(Fact.RELEASE, abi.release()));
        List<String> used = new ArrayList<>();
        spec.types().stream().filter(type -> uses.reaches(spec.packageName() + "." + type.name())).forEach(type -> {
            used.add(type.name());
            String qualified = spec.packageName() + "." + type.name();
            facts.child(flowing(types.of(qualified), uses.flow(qualified)));
        });
        spec.ringTypes().stream().filter(type -> uses.reaches(spec.packageName() + "." + type.name())).forEach(type -> {
            used.add(type.name());
            facts.child(devices.of(type));
        });
        if (whole) {
            spec.constants().forEach(one -> facts.child(new FactMap().with(Fact.VALUE, one.value()).with(Fact.TYPE, one.type().map(type -> type.keyword()))
                    .with(Fact.C_NAME, CSymbols.upper(one.name())).with(Fact.JAVA_NAME, JavaNames.constant(one.name())).element(Kind.CONST, one.name(), one.meta())));
        }
        spec.versions().stream().filter(version -> whole || version.covers().stream().anyMatch(used::contains)).forEach(version -> facts.child(of(version)));
        spec.devices().stream().filter(device -> whole || uses.reaches(spec.packageName() + "." + device.name())).forEach(device -> facts.child(devices.of(device)));
        if (whole) {
            spec.models().forEach(model -> facts.child(devices.of(model)));
            spec.charDevs().forEach(device -> facts.child(devices.of(device)));
            spec.removed().forEach(gone -> facts.child(new FactMap().with(Fact.REMOVED_KIND, gone.kind()).with(Fact.NUMBERS, gone.numbers()).with(Fact.MATCHED, gone.matched())
                    .element(Kind.TOMBSTONE, (gone.kind() + " " + (gone.owner().isEmpty() ? "" : gone.owner() + ".") + gone.name()), gone.meta())));
        }
        return facts.element(Kind.SPEC, spec.packageName(), spec.meta());
    }

    private static Element of(Version version) {
        FactMap facts = new FactMap().with(Fact.VALUE, version.value()).with(Fact.COVERS, version.covers()).with(Fact.C_NAME, CSymbols.upper(version.name()))
                .with(Fact.JAVA_NAME, JavaNames.constant(version.name()));
        MemberElements.number(facts, java.util.Optional.of(version.type()));
        return facts.element(Kind.VERSION, version.name(), version.meta());
    }

    private static Element flowing(Element type, List<String> flow) {
        if (flow.isEmpty()) {
            return type;
        }
        Map<Fact, List<String>> facts = new EnumMap<>(Fact.class);
        facts.putAll(type.facts());
        facts.put(Fact.FLOW, flow);
        return new Element(type.kind(), type.name(), facts, type.children(), type.origin());
    }
}
