// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** Reads of the configuration space are, or are no longer, guarded by its counter. */
public final class ConfigGenerationRuleChanged extends FactRule {
    public ConfigGenerationRuleChanged() {
        super(Fact.GENERATION, Kind.DEVICE);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).inAll().values(was, is)
                .says("the configuration space of `" + pair.name() + "` "
                        + (is.isEmpty() ? "has no generation counter any more" : "has a generation counter, which it had not")
                        + ": a driver that relies on it reads half of a change for the whole where the device does not count")
                .instead("keep the rule; say by a new feature bit that the other one holds"));
    }
}
