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

/** Others may open a node than could. */
public final class NodeModeChanged extends FactRule {
    private static final int OCTAL = 8;

    public NodeModeChanged() {
        super(Fact.MODE, Kind.CHARDEV);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        if (was.isEmpty() || is.isEmpty()) {
            found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER).values(was, is)
                    .says("the mode of /dev/" + pair.is(Fact.NODE) + " is "
                    + (is.isEmpty() ? "no longer said, was " + was : is + ", was left to the system")
                    + ": who could open it may not any more, or the other way round")
                    .instead("keep the mode"));
            return;
        }
        int before = Integer.parseInt(was, OCTAL);
        int after = Integer.parseInt(is, OCTAL);
        boolean lost = (before & ~after) != 0;
        boolean won = (after & ~before) != 0;
        found.add((lost ? finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER)
                : finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER))
                .values(was, is).says("the mode of /dev/" + pair.is(Fact.NODE) + " is " + is + ", was " + was + ": "
                        + (lost ? "who could open it may not any more" : "")
                        + (lost && won ? ", and " : "") + (won ? "who may open it now could not, and cannot on an older kernel" : ""))
                .instead(lost ? "keep the mode; an administrator can narrow it" : "keep the mode, or be sure that it is safe in anybody's hands"));
    }
}
