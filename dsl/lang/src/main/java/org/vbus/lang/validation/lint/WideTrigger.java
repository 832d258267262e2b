// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Optional;
import org.vbus.model.device.Device;
import org.vbus.model.device.Virtio;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;
import org.vbus.model.type.TypeRef;

/** A transport writes the configuration space in accesses of at most 32 bits, so a wider field is written in two. */
final class WideTrigger implements Lint {
    private static final int ONE_ACCESS = 4;

    @Override
    public void look(Subject subject) {
        for (Device device : subject.spec().devices()) {
            Optional<NamedType> config = device.virtio().flatMap(Virtio::config).flatMap(subject::type);
            if (config.isPresent() && config.get() instanceof NamedType.Struct struct) {
                for (Member member : struct.body().members()) {
                    if (member instanceof Member.Field field && field.facts().writers().contains(Role.DRIVER)
                            && field.type() instanceof TypeRef.Of of && of.scalar().bytes() > ONE_ACCESS) {
                        subject.found(device.name(), field.meta(), WIDE_TRIGGER.of(field.name(), of.scalar().bytes() * 8));
                    }
                }
            }
        }
    }
}
