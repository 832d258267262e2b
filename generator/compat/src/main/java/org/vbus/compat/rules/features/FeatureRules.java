// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Feature bits, their groups and what they gate. */
public final class FeatureRules {
    private FeatureRules() { }

    public static List<Rule> all() {
        return List.of(new FeatureBitMoved(), new FeatureBitReused(), new FeatureBitRemoved(), new FeatureBitAdded(), new FeatureBitRenamed(),
                new FeatureGroupIdChanged(), new FeatureGroupIdReused(), new FeatureGroupAdded(), new FeatureGroupRemoved(),
                new FeatureGroupRenamed(), new FeatureDependencyAdded(), new FeatureDependencyDropped(), new FeatureDependencyChanged(),
                new NegotiationStepChanged(), new CmacroSemanticsChanged());
    }
}
