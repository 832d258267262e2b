// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** A model stands for other devices. */
public final class ModelDevicesChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.MODEL), Fact.DEVICES);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.MODEL).filter(pair -> pair.changed(Fact.DEVICES)).forEach(pair -> {
            List<String> was = pair.before().all(Fact.DEVICES).stream().map(comparison::translated).toList();
            List<String> is = pair.after().all(Fact.DEVICES);
            was.stream().filter(device -> !is.contains(device)).forEach(device -> found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR)
                    .in(Deployment.OLD_DRIVER, Deployment.MIGRATION).values(device, "").says("`" + pair.name() + "` is no `" + Words.shortened(device)
                            + "` any more: drivers of it that worked with the older one find nothing")
                    .instead("keep it; make another model for what else there is")));
            is.stream().filter(device -> !was.contains(device)).forEach(device -> found.add(finding(Severity.NOTE, pair).values("", device)
                    .says("`" + pair.name() + "` is a `" + Words.shortened(device) + "` too: with an older host its drivers find nothing")
                    .instead("nothing is to be done")));
        });
    }
}
