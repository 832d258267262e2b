// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Feature bits, their groups and what they gate. */
public final class FeatureRules {
    private FeatureRules() { }

    public static List<Rule> all() {
        return List.of();
    }
}
