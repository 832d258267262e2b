// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** The promise that a struct may grow was made or taken back. */
public final class StructSizedChanged extends FactRule {
    public StructSizedChanged() {
        super(Fact.SIZED, Kind.STRUCT);
    }

    @Override
    protected void judge(Pair struct, String was, String is, Findings found) {
        if (is.isEmpty()) {
            found.add(finding(Severity.DANGER, struct).breaks(Axis.BEHAVIOUR).inAll().values("sized", "")
                    .says("`" + struct.name() + "` is no longer `sized`: the newer side takes one size only, and refuses what is shorter or longer, "
                            + "which it took before")
                    .instead("keep `sized`"));
        } else {
            found.add(finding(Severity.NOTE, struct).risks(Axis.BEHAVIOUR).values("", "sized")
                    .says("`" + struct.name() + "` is `sized` now and may grow; peers of the older version still take one size only")
                    .instead("let it grow under a feature bit as long as older peers are about"));
        }
    }
}
