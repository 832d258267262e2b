// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** The elements of an array of any length are others. */
public final class FlexElementChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(ArrayFacts.KINDS), Fact.STRIDE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(ArrayFacts.KINDS).forEach(pair -> {
            Dims was = Dims.of(pair.before());
            Dims is = Dims.of(pair.after());
            if (!was.isFlexible() || !is.isFlexible()) {
                return;
            }
            List<Integer> differ = ArrayFacts.stridesThatDiffer(pair);
            // a type that kept its name is judged where it is declared; here it counts when it has another size
            boolean other = !comparison.same(was.base(), is.base())
                    && !ArrayFacts.elementShape(pair.before()).equals(ArrayFacts.elementShape(pair.after()));
            if (!differ.isEmpty() || other) {
                String what = other ? "are `" + Words.shortened(is.base()) + "`, were `" + Words.shortened(was.base()) + "`"
                        + (differ.isEmpty() ? "" : ", and lie " + ArrayFacts.apart(pair, differ))
                        : "lie " + ArrayFacts.apart(pair, differ)
                        + (ArrayFacts.sameInner(was, is) ? ", because `" + Words.shortened(is.base()) + "` has another size" : "");
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                        .values(pair.was(Fact.TYPE), pair.is(Fact.TYPE))
                        .says("elements of `" + pair.name() + "` " + what + ": each side finds other elements in the same bytes")
                        .instead("keep the elements; a new record under a feature bit can have others"));
            }
        });
    }
}
