// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/**
 * Which headers a header includes, and where. Specs may import each other; C reads one header after the other. So a header begins
 * with those whose structs it holds, and one that it imports in a circle without holding its structs stands at its end.
 */
final class Includes {
    static final String CIRCLE = "VB1503";

    private final SpecSet specs;
    private final Map<String, NamedType> types;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Set<String>> held = new ConcurrentHashMap<>();

    Includes(SpecSet specs) {
        this.specs = specs;
        this.types = specs.types();
        specs.specs().forEach(spec -> spec.types().forEach(type -> owners.put(spec.packageName() + "." + type.name(), spec.packageName())));
    }

    /** Headers to include before anything is declared. */
    List<String> early(Spec spec) {
        Set<String> late = late(spec);
        Set<String> packages = new LinkedHashSet<>(spec.imports());
        packages.removeAll(late);
        packages.addAll(held(spec.packageName()));
        return packages.stream().map(CSymbols::header).toList();
    }

    /** Headers to include when everything is declared. */
    List<String> atEnd(Spec spec) {
        return late(spec).stream().map(CSymbols::header).toList();
    }

    /** Reports a spec whose header would have to stand both before and after another. */
    void check(Spec spec, List<Diagnostic> found) {
        for (String other : held(spec.packageName())) {
            if (reaches(other, spec.packageName(), this::held)) {
                found.add(Diagnostic.error(CIRCLE, "structs of " + spec.packageName() + " hold structs of " + other + ", and the other way"
                        + " round: no order of their two headers is right in C", spec.meta().origin(),
                        Optional.of("move the structs that both hold into a third package, or one of the two into the other")));
            }
        }
    }

    private Set<String> late(Spec spec) {
        Set<String> late = new LinkedHashSet<>();
        for (String other : spec.imports()) {
            if (!held(spec.packageName()).contains(other) && reaches(other, spec.packageName(), this::imports)) {
                late.add(other);
            }
        }
        return late;
    }

    private boolean reaches(String from, String to, Function<String, ? extends Iterable<String>> steps) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (next.equals(to)) {
                return true;
            }
            if (seen.add(next)) {
                steps.apply(next).forEach(open::add);
            }
        }
        return false;
    }

    private List<String> imports(String packageName) {
        return specs.spec(packageName).map(Spec::imports).orElse(List.of());
    }

    /** Packages whose structs lie inside structs of this one. */
    private Set<String> held(String packageName) {
        return held.computeIfAbsent(packageName, this::findHeld);
    }

    private Set<String> findHeld(String packageName) {
        Set<String> held = new LinkedHashSet<>();
        specs.spec(packageName).ifPresent(spec -> {
            for (NamedType type : spec.types()) {
                if (type instanceof NamedType.Struct struct) {
                    body(struct.body(), held);
                }
            }
            for (Device device : spec.devices()) {
                for (Call call : device.calls()) {
                    // a block that is one declared struct declares nothing
                    if (call.args().size() > 1 || call.args().stream().anyMatch(arg -> !(arg.type() instanceof TypeRef.Named))) {
                        call.args().forEach(arg -> type(arg.type(), held));
                    }
                }
            }
        });
        held.remove(packageName);
        return held;
    }

    private void body(Body body, Set<String> held) {
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                type(field.type(), held);
            } else if (member instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> type(arm.type(), held));
            }
        }
    }

    private void type(TypeRef type, Set<String> held) {
        if (type instanceof TypeRef.Named named) {
            if (types.get(named.name()) instanceof NamedType.Struct) {
                held.add(owners.get(named.name()));
            } else if (types.get(named.name()) instanceof NamedType.Alias alias) {
                type(alias.target(), held);
            }
        } else if (type instanceof TypeRef.Array array) {
            type(array.element(), held);
        } else if (type instanceof TypeRef.Inline inline) {
            body(inline.body(), held);
        } else if (type instanceof TypeRef.Union union) {
            union.arms().forEach(arm -> type(arm.type(), held));
        }
    }
}
