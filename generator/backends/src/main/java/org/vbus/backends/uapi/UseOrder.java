// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Types of a spec in its own order, but each after those it contains: a spec need not declare before it uses, C must. */
final class UseOrder {
    private final Map<String, NamedType> known;
    // by identity: two of the same names and members are two declarations still, and hashing a struct walks all of it
    private final Set<NamedType> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<NamedType> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<NamedType> ordered = new ArrayList<>();
    private final Spec spec;

    UseOrder(SpecSet specs, Spec spec) {
        this.known = specs.types();
        this.spec = spec;
        own.addAll(spec.types());
    }

    List<NamedType> types() {
        spec.types().forEach(this::visit);
        return ordered;
    }

    private void visit(NamedType type) {
        if (!own.contains(type) || !seen.add(type)) {
            return;
        }
        if (type instanceof NamedType.Struct struct) {
            visit(struct.body());
        } else if (type instanceof NamedType.Alias alias) {
            visit(alias.target());
        }
        ordered.add(type);
    }

    private void visit(Body body) {
        for (Member member : body.members()) {
            if (member instanceof Member.Field field) {
                visit(field.type());
            } else if (member instanceof Member.Overlay overlay) {
                overlay.arms().forEach(arm -> visit(arm.type()));
            }
        }
    }

    private void visit(TypeRef type) {
        if (type instanceof TypeRef.Named named && known.containsKey(named.name())) {
            visit(known.get(named.name()));
        } else if (type instanceof TypeRef.Array array) {
            visit(array.element());
        } else if (type instanceof TypeRef.Inline inline) {
            visit(inline.body());
        } else if (type instanceof TypeRef.Union union) {
            union.arms().forEach(arm -> visit(arm.type()));
        }
    }
}
