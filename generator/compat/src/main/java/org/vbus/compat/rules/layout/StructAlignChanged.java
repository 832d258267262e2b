// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A struct has another alignment on some ABI class. */
public final class StructAlignChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.STRUCT), Fact.ALIGN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.STRUCT).filter(struct -> struct.changed(Fact.ALIGN)).forEach(struct -> {
            List<Pair> hit = comparison.matched(Kind.FIELD, Kind.ARM, Kind.ARG)
                    .filter(member -> isOf(member, struct) && isElsewhere(member)).toList();
            String sentence = "`" + struct.name() + "` is aligned otherwise: " + Places.change(struct, Fact.ALIGN)
                    + (struct.changed(Fact.PACKED) ? ", because of `packed`" : "");
            found.add(finding(hit.isEmpty() ? Severity.WARNING : Severity.ERROR, struct).risks(Axis.WIRE)
                    .in(hit.isEmpty() ? Set.of() : Set.of(Deployment.values()))
                    .values(struct.was(Fact.ALIGN), struct.is(Fact.ALIGN))
                    .says(sentence + (hit.isEmpty()
                            ? ": nothing of this package moves by it, but what others keep one in may" : ": by that " + Causes.names(hit)
                            + " and what follows lie elsewhere than the other side looks for them"))
                    .instead("keep the widest number in it as wide as it was, or put the new one in a struct of its own"));
        });
    }

    private static boolean isOf(Pair member, Pair struct) {
        return Types.isOf(member.before(), struct.within(Kind.SPEC).map(spec -> spec.before().name()).orElse("") + "." + struct.before().name());
    }

    /** A member of it is, or what is around it has another size. */
    private static boolean isElsewhere(Pair member) {
        return Places.differs(member, Fact.OFFSET) || Places.differs(member, Fact.STRIDE)
                || member.parent().filter(up -> up.isMatched() && (Places.differs(up, Fact.SIZE) || Places.differs(up, Fact.BYTES))).isPresent();
    }
}
