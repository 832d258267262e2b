// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What numbers mean: enums, flags, constants. */
public final class ValueRules {
    private ValueRules() { }

    public static List<Rule> all() {
        return List.of(new EnumValueChanged(), new EnumValueRemoved(), new EnumValueNumberReused(), new EnumValueAddedClosed(),
                new EnumValueAddedOpen(), new EnumValueRenamed(), new EnumValueLocalChanged(), new EnumOpennessChanged(), new EnumBackingChanged(),
                new EnumSentinelMoved(), new FlagBitMoved(), new FlagRemoved(), new FlagAdded(), new FlagRenamed(), new FlagBitReused(),
                new ConstValueChanged(), new ConstRemoved(), new ConstRenamed(), new ConstAdded(), new ConstTypeChanged());
    }
}
