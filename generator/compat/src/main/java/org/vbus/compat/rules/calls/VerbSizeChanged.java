// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** The block of arguments of a call has another size or alignment. */
public final class VerbSizeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.CALL), Fact.SIZE, Fact.ALIGN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.CALL).forEach(pair -> {
            if (pair.changed(Fact.SIZE)) {
                boolean sized = Blocks.grewAtEnd(comparison, pair);
                found.add((sized ? finding(Severity.WARNING, pair).risks(Axis.WIRE, Axis.BEHAVIOUR)
                        : finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR)).inAll()
                        .values(pair.was(Fact.SIZE), pair.is(Fact.SIZE))
                        .says("the block of `" + pair.name() + "` has another size, because its arguments have ("
                                + Words.placed(pair, Fact.SIZE) + "): "
                                + (sized ? "its struct says that it may grow, if the longer side fills with zero what the shorter does not have"
                                : "the other side takes a block of that size for a broken one, or reads behind it"))
                        .instead("keep the block; add a call that has the other one"));
            } else if (pair.changed(Fact.ALIGN)) {
                found.add(finding(Severity.WARNING, pair).risks(Axis.WIRE).inAll().values(pair.was(Fact.ALIGN), pair.is(Fact.ALIGN))
                        .says("the block of `" + pair.name() + "` has another alignment (" + Words.placed(pair, Fact.ALIGN)
                                + "): a block that the older side made may lie askew")
                        .instead("keep the alignment"));
            }
        });
    }
}
