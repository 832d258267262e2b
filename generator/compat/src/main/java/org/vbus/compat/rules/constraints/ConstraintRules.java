// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What a receiver checks, and what values mean. */
public final class ConstraintRules {
    private ConstraintRules() { }

    public static List<Rule> all() {
        return List.of(new ConstraintTightened(), new ConstraintLoosened(), new ConstraintChanged(), new ArrayBoundRaised(), new ArrayBoundLowered(),
                new MustBeZeroAdded(), new MustBeZeroDropped(), new FixedValueChanged(), new MagicChanged(), new FieldUnitOrScaleChanged(),
                new FieldGateChanged(),
                new AddressTargetChanged(), new AddressPinChanged(), new OpaqueChanged());
    }
}
