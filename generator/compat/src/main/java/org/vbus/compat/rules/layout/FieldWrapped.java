// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Fields were put into a struct, or taken out of one, and no byte moved. */
public final class FieldWrapped extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.and(Claim.added(Kind.FIELD), Claim.removed(Kind.FIELD));
    }

    /** Whether a field that came or went is in other words only where it was. */
    public static boolean concerns(Comparison comparison, Pair field) {
        return field.parent().filter(Pair::isMatched).filter(record -> Wrap.has(comparison, new Body(record), field)).isPresent();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Wrap.all(comparison).forEach(wrap -> found.add(finding(Severity.WARNING, wrap.outer()).breaks(Axis.SOURCE)
                .values(wrap.outer().was(Fact.TYPE), wrap.outer().is(Fact.TYPE))
                .says(Causes.names(wrap.fields()) + (wrap.outer().how() == How.ADDED ? " are fields of `" + wrap.outer().name() + "` now"
                        : " are no longer fields of `" + wrap.outer().name() + "`")
                        + ", at the same bytes: peers see nothing of it, programs that name them no longer compile")
                .instead("keep the names; a new struct can hold them in another way")));
    }
}
