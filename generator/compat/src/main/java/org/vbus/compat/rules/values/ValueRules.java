// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What numbers mean: enums, flags, constants. */
public final class ValueRules {
    private ValueRules() { }

    public static List<Rule> all() {
        return List.of(new EnumValueAddedClosed());
    }
}
