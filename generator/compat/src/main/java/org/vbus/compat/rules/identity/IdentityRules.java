// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What things are called and known by: types, packages, devices, symbols. */
public final class IdentityRules {
    private IdentityRules() { }

    public static List<Rule> all() {
        return List.of(new PackageRemoved(), new PackageRenamed(), new PackageAdded(), new TypeRemoved(), new TypeRenamed(), new TypeMoved(),
                new TypeKindChanged(), new TypeAdded(), new DeviceRemoved(), new DeviceRenamed(), new DeviceAdded(), new DeviceIdChanged(),
                new DeviceTypeStringChanged(), new DeviceKindChanged(), new CSymbolRenamed(), new ReservedNameDropped(),
                new ReservedNumberChanged(), new ReservedNameAdded(), new RemovedNameReused());
    }
}
