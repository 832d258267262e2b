// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Set;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.TypeRef;

/** A word of flags that are not declared is taken whatever is in it, so no bit of it can ever get a meaning. */
final class UncheckedFlags implements Lint {
    private static final Set<String> NAMES = Set.of("flags");

    @Override
    public void look(Subject subject) {
        for (Fields.Site site : Fields.of(subject.spec())) {
            FieldFacts facts = site.field().facts();
            boolean checked = facts.fixed().isPresent() || !facts.conditions().isEmpty() || facts.opaque();
            if (Fields.isInteger(site.field().type()) && Fields.isCalled(site.field().name(), NAMES) && !checked) {
                String scalar = ((TypeRef.Of) site.field().type()).scalar().keyword();
                subject.found(site.element(), site.field().meta(),
                        subject.appending(UNCHECKED_FLAGS.of(site.field().name(), scalar), site.field().meta(), " = 0"));
            }
        }
    }
}
