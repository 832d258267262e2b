// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Optional;
import org.vbus.model.device.Device;
import org.vbus.model.device.Virtio;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Role;

/** A driver reads the configuration space in accesses of at most 32 bits: of a wider field it may see a half of each of two values. */
final class TornConfig implements Lint {
    private static final int ONE_ACCESS = 4;

    @Override
    public void look(Subject subject) {
        for (Device device : subject.spec().devices()) {
            Optional<NamedType> config = device.virtio().filter(virtio -> !virtio.generation()).flatMap(Virtio::config).flatMap(subject::type);
            if (config.isPresent() && config.get() instanceof NamedType.Struct struct) {
                for (int i = 0; i < struct.body().members().size(); i++) {
                    Member member = struct.body().members().get(i);
                    long bytes = struct.layouts().lp64().members().get(i).size();
                    boolean devices = struct.writers().contains(Role.DEVICE) || member instanceof Member.Field field && field.facts().writers().contains(Role.DEVICE);
                    if (member instanceof Member.Field field && devices && bytes > ONE_ACCESS) {
                        subject.found(device.name(), field.meta(), TORN_CONFIG.of(field.name(), (int) bytes));
                    }
                }
            }
        }
    }
}
