// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Severity;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;

/** The names that one C file sees at its top, and the error for one that two things want. */
public final class CNames {
    /** Names that do not meet. */
    public enum Space {
        /** After struct, union, enum. */
        TAG,
        /** Functions, variables, literals of enums, macros. */
        ORDINARY,
        /** Members of a struct of operations. */
        OPERATION
    }

    private record Name(Space space, String text) { }

    private record Use(String what, Origin origin) { }

    private final String code;
    private final Map<Name, Use> names = new HashMap<>();
    private final List<Diagnostic> found;
    private final Predicate<Name> counts;

    private CNames(String code, List<Diagnostic> found, Predicate<Name> counts) {
        this.code = code;
        this.found = found;
        this.counts = counts;
    }

    /**
     * An empty file.
     *
     * @param code of the error
     * @param found where errors go
     */
    public CNames(String code, List<Diagnostic> found) {
        this(code, found, name -> true);
    }

    /** For each requested spec, a file of its own that includes just its header. */
    public static void headers(String code, SpecSet specs, List<Diagnostic> found) {
        // a header sees all that it includes, so to claim every name there takes the square of their number: only a name that
        // two declarations want, wherever they are, can meet itself
        Set<Name> wanted = new HashSet<>();
        Set<Name> twice = new HashSet<>();
        CNames all = new CNames(code, List.of(), name -> {
            if (!wanted.add(name)) {
                twice.add(name);
            }
            return false;
        });
        specs.specs().forEach(all::own);
        if (!twice.isEmpty()) {
            specs.requestedSpecs().forEach(spec -> new CNames(code, found, twice::contains).header(specs, spec));
        }
    }

    /** Claims a name for something that is declared at a place. */
    public void add(Space space, String name, String what, Origin origin) {
        Name claimed = new Name(space, name);
        if (!counts.test(claimed)) {
            return;
        }
        Use use = new Use(what, origin);
        Use other = names.putIfAbsent(claimed, use);
        if (other != null) {
            found.add(new Diagnostic(code, Severity.ERROR, what + " becomes `" + name + "` in C, and so does " + other.what(), origin,
                    List.of(new Diagnostic.Note(other.what() + " is here", other.origin())), Optional.of("rename one of them")));
        }
    }

    /** Claims all names of a spec's header, and of the headers it includes. */
    public void header(SpecSet specs, Spec spec) {
        header(specs, spec, new HashSet<>());
    }

    /** As {@link #header(SpecSet, Spec)}, without the specs that have been seen. */
    public void header(SpecSet specs, Spec spec, Set<String> seen) {
        if (!seen.add(spec.packageName())) {
            return;
        }
        spec.imports().forEach(name -> specs.spec(name).ifPresent(imported -> header(specs, imported, seen)));
        own(spec);
    }

    private void own(Spec spec) {
        spec.constants().forEach(constant -> add(Space.ORDINARY, constant.name(), "constant " + constant.name(), constant.meta().origin()));
        spec.versions().forEach(version -> add(Space.ORDINARY, version.name(), "version " + version.name(), version.meta().origin()));
        spec.types().forEach(this::type);
        spec.devices().forEach(this::device);
    }

    private void type(NamedType type) {
        if (type instanceof NamedType.Struct struct) {
            add(Space.TAG, struct.name(), "struct " + struct.name(), struct.meta().origin());
        } else if (type instanceof NamedType.Enum named) {
            add(Space.TAG, named.name(), "enum " + named.name(), named.meta().origin());
            named.literals().forEach(literal -> add(Space.ORDINARY, named.prefix() + literal.name(), "literal " + literal.name()
                    + " of " + named.name(), literal.meta().origin()));
        } else if (type instanceof NamedType.Flags flags) {
            flags.flags().forEach(flag -> add(Space.ORDINARY, flags.prefix() + flag.name(), "flag " + flag.name() + " of " + flags.name(),
                    flag.meta().origin()));
        }
    }

    private void device(Device device) {
        if (device.hasDriver()) {
            add(Space.ORDINARY, CSymbols.deviceType(device), "the type string of device " + device.name(), device.meta().origin());
            add(Space.ORDINARY, CSymbols.abiHash(device), "the ABI hash of device " + device.name(), device.meta().origin());
            add(Space.ORDINARY, CSymbols.abiHashBytes(device), "the bytes of the ABI hash of device " + device.name(), device.meta().origin());
        }
        device.rings().forEach(ring -> add(Space.ORDINARY, CSymbols.ring(device, ring), "ring " + ring.name(), ring.meta().origin()));
        device.regions().forEach(region -> add(Space.ORDINARY, CSymbols.region(device, region), "region " + region.name(), region.meta().origin()));
        for (Call call : device.calls()) {
            add(Space.ORDINARY, CSymbols.call(device, call), "call " + call.name(), call.meta().origin());
            if (call.args().size() > 1) {
                add(Space.TAG, CSymbols.callArgs(device, call), "the arguments of call " + call.name(), call.meta().origin());
            }
        }
        for (FeatureGroup group : device.features()) {
            add(Space.ORDINARY, CSymbols.group(group), "feature group " + group.name(), group.meta().origin());
            group.bits().forEach(bit -> add(Space.ORDINARY, CSymbols.bit(group, bit), "feature " + bit.name(), bit.meta().origin()));
        }
    }
}
