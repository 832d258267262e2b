// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.HashSet;
import java.util.Set;
import org.vbus.model.Spec;
import org.vbus.model.Tier;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Memory that nobody wrote reads as zero, so zero should mean that. */
final class ZeroLiteral implements Lint {
    private static final Set<String> MEANS_NOTHING = Set.of("UNSPECIFIED", "UNKNOWN", "UNSET", "NONE", "INVALID", "RESERVED", "OFF", "NO", "OK",
            "IDLE", "DEFAULT", "DISABLED", "CLOSED");

    @Override
    public void look(Subject subject) {
        Set<String> indices = new HashSet<>();
        subject.specs().specs().forEach(spec -> indices(spec, indices));
        for (NamedType type : subject.spec().types()) {
            // an index of an array counts from zero
            if (type instanceof NamedType.Enum named && !indices.contains(subject.spec().packageName() + "." + named.name())) {
                named.literals().stream().filter(literal -> literal.value().signum() == 0 && !literal.local())
                        .filter(literal -> !MEANS_NOTHING.contains(literal.name().substring(literal.name().lastIndexOf('_') + 1)))
                        .forEach(literal -> subject.found(named.name(), literal.meta(), ZERO_LITERAL.of(literal.name())));
            }
        }
    }

    private static void indices(Spec spec, Set<String> indices) {
        Fields.of(spec).forEach(site -> indices(site.field().type(), indices));
    }

    private static void indices(TypeRef type, Set<String> indices) {
        if (type instanceof TypeRef.Array array) {
            if (array.length() instanceof TypeRef.Length.ByEnum byEnum) {
                indices.add(byEnum.enumName());
            }
            indices(array.element(), indices);
        }
    }

    @Override
    public Set<Tier> tiers() {
        return Set.of(Tier.TESTING);
    }
}
