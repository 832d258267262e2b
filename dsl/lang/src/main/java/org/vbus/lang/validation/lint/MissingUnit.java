// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Set;
import org.vbus.lang.diag.Message;
import org.vbus.model.type.FieldFacts;

/** A length or a time whose unit nobody says is taken for another one sooner or later. */
final class MissingUnit implements Lint {
    private static final Set<String> LENGTHS = Set.of("len", "length", "size");
    private static final Set<String> TIMES = Set.of("timeout", "delay", "period", "interval", "duration", "latency", "time", "timestamp");

    @Override
    public void look(Subject subject) {
        for (Fields.Site site : Fields.of(subject.spec())) {
            String name = site.field().name();
            FieldFacts facts = site.field().facts();
            boolean length = Fields.isCalled(name, LENGTHS);
            if (Fields.isInteger(site.field().type()) && facts.unit().isEmpty() && facts.fixed().isEmpty() && !facts.opaque()
                    && (length || Fields.isCalled(name, TIMES))) {
                Message message = MISSING_UNIT.of(name, length ? "bytes" : "ns");
                subject.found(site.element(), site.field().meta(),
                        length ? subject.appending(message, site.field().meta(), " unit bytes") : message);
            }
        }
    }
}
