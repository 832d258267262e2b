// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Optional;
import org.vbus.model.device.RingType;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** Shared memory that does not say what it is gets attached as what it is not. */
final class NoMagic implements Lint {
    @Override
    public void look(Subject subject) {
        for (RingType type : subject.spec().ringTypes()) {
            Optional<NamedType> head = subject.type(type.head());
            boolean checked = head.isPresent() && head.get() instanceof NamedType.Struct struct && struct.body().members().stream()
                    .anyMatch(member -> member instanceof Member.Field field && field.facts().fixed().isPresent()
                            && type.attachChecks().contains(field.name()));
            if (!checked) {
                subject.found(type.name(), type.meta(), NO_MAGIC.of(type.name()));
            }
        }
    }
}
