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

/** Something is documented in other words. */
public final class DocChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(EnumSet.allOf(Kind.class), Fact.DOC);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a first comment says nothing else than before
        comparison.touched().filter(pair -> pair.changed(Fact.DOC) && !pair.was(Fact.DOC).isEmpty() && !pair.is(Fact.DOC).isEmpty())
                .filter(pair -> !Said.plain(pair.was(Fact.DOC)).equals(Said.plain(pair.is(Fact.DOC))))
                .forEach(pair -> found.add(finding(Severity.NOTE, pair).values(pair.was(Fact.DOC), pair.is(Fact.DOC))
                        .says("`" + pair.name() + "` is documented otherwise: " + Said.briefly(pair.is(Fact.DOC)) + ", was: "
                                + Said.briefly(pair.was(Fact.DOC)))
                        .instead("make sure that the words promise nothing else than before")));
    }
}
