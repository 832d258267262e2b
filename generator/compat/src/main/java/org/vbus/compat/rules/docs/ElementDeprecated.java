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

/** Something is not to be used any longer, or shall be replaced by something else than before, or may be used again. */
public final class ElementDeprecated extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(EnumSet.allOf(Kind.class), Fact.DEPRECATED);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // the language has no deprecation without something to use instead
        comparison.touched().filter(pair -> pair.changed(Fact.DEPRECATED)).forEach(pair -> {
            String was = pair.was(Fact.DEPRECATED);
            String is = pair.is(Fact.DEPRECATED);
            found.add(finding(Severity.NOTE, pair).values(was, is)
                    .says("`" + pair.name() + "` " + (is.isEmpty() ? "is no longer deprecated, was in favour of `" + was + "`"
                            : "is deprecated in favour of `" + is + "`" + (was.isEmpty() ? "" : ", was in favour of `" + was + "`")))
                    .instead(is.isEmpty() ? "tell those who have moved on" : "use `" + is + "` in new programs"));
        });
    }
}
