// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** Elements of an array lie otherwise apart, mostly because the type of the elements has another size. */
public final class ArrayStrideChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(ArrayFacts.KINDS), Fact.STRIDE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(ArrayFacts.KINDS).forEach(pair -> {
            Dims was = Dims.of(pair.before());
            Dims is = Dims.of(pair.after());
            // arrays without a fixed length have a rule of their own; what is inside another array of another length is judged by that; a text is
            // one thing
            if (!was.isArray() || !is.isArray() || was.isText() || is.isText() || was.isFlexible() && is.isFlexible()
                    || !ArrayFacts.sameInner(was, is)) {
                return;
            }
            List<Integer> differ = ArrayFacts.stridesThatDiffer(pair);
            if (!differ.isEmpty()) {
                found.add(report(comparison, pair, was, is, differ));
            }
        });
    }

    private Finding report(Comparison comparison, Pair pair, Dims was, Dims is, List<Integer> differ) {
        String why = comparison.same(was.base(), is.base()) ? ", because `" + Words.shortened(is.base()) + "` has another size"
                : ", because they are `" + Words.shortened(is.base()) + "` and were `" + Words.shortened(was.base()) + "`";
        return finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                .values(Dims.stride(pair.before(), differ.get(0)).orElse(0L), Dims.stride(pair.after(), differ.get(0)).orElse(0L))
                .says("elements of `" + pair.name() + "` lie " + ArrayFacts.apart(pair, differ) + why
                        + ": from the second on each side reads the middle of another element")
                .instead("keep the size of an element; give the larger one to a new array under a feature bit");
    }
}
