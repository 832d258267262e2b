// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.util.List;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A version number covers other things than before. */
public final class VersionCoverageChanged extends FactRule {
    public VersionCoverageChanged() {
        super(Fact.COVERS, Kind.VERSION);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        List<String> lost = pair.before().all(Fact.COVERS).stream().filter(name -> !pair.after().all(Fact.COVERS).contains(name)).toList();
        if (lost.isEmpty()) {
            found.add(finding(Severity.NOTE, pair).values(was, is).says("`" + pair.name() + "` covers more: " + is + ", before " + was)
                    .instead("nothing needs to be done"));
        } else {
            found.add(finding(Severity.WARNING, pair).risks(Axis.BEHAVIOUR).values(was, is)
                    .says("`" + pair.name() + "` no longer covers " + String.join(", ", lost)
                            + ": from the next release on a change there is not seen in it")
                    .instead("keep what it covers, or give " + String.join(", ", lost) + " a version of its own"));
        }
    }
}
