// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Set;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Removed;
import org.vbus.model.Tier;

/** A declaration without a doc comment: headers, bindings and kernel-doc carry none either. */
final class Undocumented implements Lint {
    @Override
    public void look(Subject subject) {
        for (Element element : subject.unit().model().getElements()) {
            if (!(element instanceof Removed) && Places.doc(element).isBlank()) {
                subject.found(element.getName(), subject.session().places().of(element), UNDOCUMENTED.of(element.getName()));
            }
        }
    }

    /** Who promises nothing for ever yet may still be looking for words. */
    @Override
    public Set<Tier> tiers() {
        return Set.of(Tier.STABLE);
    }
}
