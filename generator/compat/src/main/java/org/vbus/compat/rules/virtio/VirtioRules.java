// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Devices of the virtio specification: configuration space, queues, requests. */
public final class VirtioRules {
    private VirtioRules() { }

    public static List<Rule> all() {
        return List.of(new ConfigStructChanged(), new ConfigGrewUngated(), new ConfigGrew(), new ConfigGenerationRuleChanged(),
                new VqNumberChanged(), new VqRemoved(), new VqAddedUngated(), new VqAdded(), new VqRenamed(), new VqDirectionChanged(),
                new VqCountChanged(), new VqGateChanged(), new VqHeaderChanged(), new VqSelectorsChanged(), new LetChanged(), new RequestNumberChanged(),
                new RequestNumberReused(), new RequestAdded(), new RequestRemoved(), new RequestRenamed(), new RequestGateChanged());
    }
}
