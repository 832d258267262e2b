// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import org.vbus.model.device.Device;

/** Rings and regions say nothing of the device's ABI; its version, which opening it carries, does. */
final class NoVersion implements Lint {
    @Override
    public void look(Subject subject) {
        for (Device device : subject.spec().devices()) {
            boolean shares = !device.rings().isEmpty() || !device.regions().isEmpty();
            if (shares && device.version().isEmpty() && device.hasDriver()) {
                subject.found(device.name(), device.meta(), NO_VERSION.of(device.name()));
            }
        }
    }
}
