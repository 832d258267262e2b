// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** C symbols of features that were masks are numbers of bits, or the other way round. */
public final class CmacroSemanticsChanged extends FactRule {
    public CmacroSemanticsChanged() {
        super(Fact.EMIT_NUMBERS, Kind.GROUP);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        boolean numbers = !is.isEmpty();
        found.add(finding(Severity.DANGER, pair).breaks(Axis.SOURCE).risks(Axis.BEHAVIOUR)
                .values(numbers ? "masks" : "numbers of bits", numbers ? "numbers of bits" : "masks")
                .says("C symbols of group `" + pair.name() + "` are "
                        + (numbers ? "numbers of bits and were masks" : "masks and were numbers of bits")
                        + ": programs compile as before, and set and test other bits")
                .instead("keep it, and declare a group with another prefix for the other form"));
    }
}
