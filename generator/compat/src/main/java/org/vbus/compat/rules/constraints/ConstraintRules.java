// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What a receiver checks, and what values mean. */
public final class ConstraintRules {
    private ConstraintRules() { }

    public static List<Rule> all() {
        return List.of();
    }
}
