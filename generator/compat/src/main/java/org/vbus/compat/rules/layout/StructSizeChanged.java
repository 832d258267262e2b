// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

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

/** A struct has another size on some ABI class, other than by becoming smaller or by growing in the way that its `sized` promises. */
public final class StructSizeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.STRUCT), Fact.SIZE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // StructShrank and StructSizeGrewAtEndSized have the others
        comparison.changed(Kind.STRUCT).filter(struct -> struct.changed(Fact.SIZE)).forEach(struct -> {
            String sentence = "`" + struct.name() + "` has another size: " + Places.change(struct, Fact.SIZE) + Causes.ofSize(new Body(struct));
            Growth growth = Growth.of(comparison, struct);
            if (growth == Growth.OTHER) {
                found.add(finding(Severity.ERROR, struct).breaks(Axis.WIRE).risks(Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                        .values(struct.was(Fact.SIZE), struct.is(Fact.SIZE))
                        .says(sentence + ": one side reads or writes behind what the other one set aside, and what follows it lies elsewhere")
                        .instead("take reserved bytes, or make a new struct under a feature bit; "
                                + "a struct that is to grow is `sized` from its first release"));
            } else if (growth == Growth.AT_END_GATED) {
                found.add(finding(Severity.NOTE, struct).risks(Axis.WIRE).values(struct.was(Fact.SIZE), struct.is(Fact.SIZE))
                        .says(sentence + "; what is new is valid with its feature bit only").instead("keep what is there where it is"));
            }
        });
    }
}
