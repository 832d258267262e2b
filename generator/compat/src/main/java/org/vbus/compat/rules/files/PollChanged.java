// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A node can be waited for, or no longer. */
public final class PollChanged extends FactRule {
    public PollChanged() {
        super(Fact.POLL, Kind.CHARDEV);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        boolean gone = is.isEmpty();
        found.add((gone ? finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER)
                : finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER))
                .values(was, is).says(gone
                        ? "`" + pair.name() + "` can no longer be waited for: poll() of a program of the older version returns at once, for ever"
                        : "`" + pair.name() + "` can be waited for: on an older kernel poll() returns at once, for ever")
                .instead(gone ? "keep it" : "let programs find out by an ioctl that came with it"));
    }
}
