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
import org.vbus.compat.rule.Words;

/** A model promises other attributes, and another meaning of its rings. {@code profile raw} is no profile. */
public final class ProfileChanged extends FactRule {
    public ProfileChanged() {
        super(Fact.PROFILE, Kind.MODEL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        boolean lost = !was.isEmpty();
        found.add((lost ? finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER) : finding(Severity.NOTE, pair))
                .values(was, is)
                .says("`" + pair.name() + "` follows the profile " + Words.orNone(is) + ", was " + Words.orNone(was) + ": "
                        + (lost ? "tools that handle every model of the older profile cannot rely on it here"
                                : "tools of that profile can handle it, and its rings carry what the profile says"))
                .instead(lost ? "keep the profile; make another model for the other"
                        : "nothing is to be done, unless an author's own code gave the rings another meaning: then make another device"));
    }
}
