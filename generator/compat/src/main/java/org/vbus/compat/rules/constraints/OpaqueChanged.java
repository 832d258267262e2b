// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** What was handed back untouched has a meaning, or the other way round. */
public final class OpaqueChanged extends FactRule {
    public OpaqueChanged() {
        super(Fact.OPAQUE, Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).in(Hit.byBoth(pair))
                .values(was.isEmpty() ? "" : "opaque", is.isEmpty() ? "" : "opaque")
                .says("`" + pair.name() + "` " + (is.isEmpty()
                        ? "is no longer opaque: the newer side reads a meaning into what is private to the older one, or does not hand it back"
                        : "is opaque: the newer side puts there what it likes, and the older one still reads a meaning into it"))
                .instead("keep what it was, and add a field for the other use"));
    }
}
