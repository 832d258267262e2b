// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.math.BigInteger;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A version number went up: peers of the older one are refused, unless they are served beside. */
public final class MinSupportedRaised extends FactRule {
    public MinSupportedRaised() {
        super(Fact.VALUE, Kind.VERSION);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        if (new BigInteger(is).compareTo(new BigInteger(was)) > 0) {
            found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(was, is)
                    .says("`" + pair.name() + "` went from " + was + " to " + is + ": a device of " + is + " refuses drivers of " + was
                            + ", and one of " + was
                            + " those of " + is + ", unless it serves both")
                    .instead("rather add a feature bit; or serve " + was + " beside it until the releases that have it are no longer served"));
        }
    }
}
