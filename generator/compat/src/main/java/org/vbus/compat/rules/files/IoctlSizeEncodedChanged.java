// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

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
import org.vbus.compat.rules.calls.Blocks;

/** The number of an ioctl is another, because the size of its block is part of it. */
public final class IoctlSizeEncodedChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        // the number follows from index, letter, direction and size, each of which has its rule
        return Claim.facts(List.of(Kind.IOCTL), Fact.SIZE, Fact.ALIGN, Fact.IOC_NUMBER);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.IOCTL).forEach(pair -> {
            if (pair.changed(Fact.SIZE)) {
                boolean sized = Blocks.grewAtEnd(comparison, pair);
                found.add((sized ? finding(Severity.WARNING, pair).risks(Axis.WIRE, Axis.BEHAVIOUR)
                        : finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR)).inAll()
                        .values(pair.was(Fact.IOC_NUMBER), pair.is(Fact.IOC_NUMBER))
                        .says("`" + pair.name() + "` has another number (" + pair.is(Fact.IOC_NUMBER) + ", was "
                                + pair.was(Fact.IOC_NUMBER) + " on 64-bit machines), because the size of its block is part of it ("
                                + Words.placed(pair, Fact.SIZE) + "): "
                                + (sized ? "its struct says that it may grow, so that the node takes either size"
                                        : "the other version does not know it"))
                        .instead(sized ? "let the node take the shorter block for ever"
                                : "keep the block, or make its struct `sized` before it grows; else add an ioctl"));
            } else if (pair.changed(Fact.ALIGN)) {
                found.add(finding(Severity.WARNING, pair).risks(Axis.WIRE).inAll().values(pair.was(Fact.ALIGN), pair.is(Fact.ALIGN))
                        .says("the block of `" + pair.name() + "` has another alignment (" + Words.placed(pair, Fact.ALIGN) + ")")
                        .instead("keep the alignment"));
            }
        });
    }
}
