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

/** A version number went back, or stands for something that it stood for before. What went forward is judged by {@link MinSupportedRaised}. */
public final class AbiVersionDecreased extends FactRule {
    public AbiVersionDecreased() {
        super(Fact.VALUE, Kind.VERSION);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        if (new BigInteger(is).compareTo(new BigInteger(was)) < 0) {
            found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(was, is)
                    .says("`" + pair.name() + "` went from " + was + " back to " + is
                            + ": a peer that compares the two takes the newer side for the older one")
                    .instead("leave it at " + was + ", or go on to " + new BigInteger(was).add(BigInteger.ONE)));
        }
    }
}
