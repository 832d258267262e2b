// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Scope;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Something else says how many elements an array has. */
public final class FlexCountFieldChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(ArrayFacts.KINDS), Fact.LENGTH);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(ArrayFacts.KINDS).filter(pair -> pair.changed(Fact.TYPE)).forEach(pair -> {
            Dims was = Dims.of(pair.before());
            Dims is = Dims.of(pair.after());
            if (was.isFlexible() && is.isFlexible() && ArrayFacts.sameInner(was, is)
                    && !Scope.same(comparison, pair, was.outermost(), is.outermost())) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).risks(Axis.SOURCE).inAll().values(was.outermost(), is.outermost())
                        .says("`" + pair.name() + "` has as many elements as " + words(is.outermost()) + " says, was " + words(was.outermost())
                                + ": where the two differ, one side reads elements that the other never wrote, or overlooks some")
                        .instead("keep the counter"));
            }
        });
    }

    static String words(String length) {
        return length.isEmpty() ? "the length of the message" : "`" + length + "`";
    }
}
