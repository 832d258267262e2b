// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** An array of one element, which stood for any number, says so. */
public final class FlexFromFake extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(ArrayFacts.KINDS), Fact.LENGTH);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(ArrayFacts.KINDS).filter(pair -> pair.changed(Fact.LENGTH))
                .filter(pair -> ArrayFacts.isFake(Dims.of(pair.before()), Dims.of(pair.after())))
                .forEach(pair -> found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.was(Fact.LENGTH), pair.is(Fact.LENGTH))
                        .says("`" + pair.name() + "` has as many elements as " + FlexCountFieldChanged.words(Dims.of(pair.after()).outermost())
                                + " says, was an array of one: elements lie where they lay, and programs"
                                + " that computed with the size of the record now count one element less")
                        .instead("keep the old record for those programs, and give the array to a new one")));
    }
}
