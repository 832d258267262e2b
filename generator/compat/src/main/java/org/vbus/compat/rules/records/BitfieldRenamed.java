// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Names;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A part of a word has another name. */
public final class BitfieldRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.PART);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what comes from bits without a meaning, or goes there, is added or removed
        comparison.renamed(Kind.PART).filter(pair -> !Parts.isFiller(pair)).forEach(pair -> {
            boolean alike = Names.alike(pair.before(), pair.after());
            var draft = finding(Severity.WARNING, pair).breaks(Axis.SOURCE);
            if (!alike) {
                draft.risks(Axis.BEHAVIOUR).inAll();
            }
            found.add(draft.values(pair.before().name(), pair.after().name())
                    .says("`" + pair.after().name() + "` was called `" + pair.before().name() + "`: programs that use the old name no longer compile"
                            + (alike ? "" : ", and if it means something else, each side misreads the other"))
                    .instead(alike ? "keep the name, and say in the documentation what is meant"
                            : "keep the name, or give the new meaning bits of its own"));
        });
    }
}
