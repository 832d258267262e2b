// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Set;
import org.vbus.model.type.TypeRef;

/** A point in time in 32 bits ends: in seconds in 2106 or before, in nanoseconds after four of them. */
final class NarrowTime implements Lint {
    private static final Set<String> POINTS = Set.of("time", "timestamp", "deadline", "when");

    @Override
    public void look(Subject subject) {
        for (Fields.Site site : Fields.of(subject.spec())) {
            if (site.field().type() instanceof TypeRef.Of of && Fields.isInteger(of) && of.scalar().bytes() == Integer.BYTES
                    && Fields.isCalled(site.field().name(), POINTS)) {
                subject.found(site.element(), site.field().meta(), NARROW_TIME.of(site.field().name()));
            }
        }
    }
}
