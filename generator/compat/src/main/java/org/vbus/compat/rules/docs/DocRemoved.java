// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.docs;

import java.util.EnumSet;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Something is no longer documented. */
public final class DocRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(EnumSet.allOf(Kind.class), Fact.DOC);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.touched().filter(pair -> pair.changed(Fact.DOC) && pair.is(Fact.DOC).isEmpty())
                .forEach(pair -> found.add(finding(Severity.WARNING, pair)
                .values(pair.was(Fact.DOC), "").says("`" + pair.name() + "` is no longer documented; the older version said: "
                        + Said.briefly(pair.was(Fact.DOC)))
                .instead("keep the comment, or write a better one")));
    }
}
