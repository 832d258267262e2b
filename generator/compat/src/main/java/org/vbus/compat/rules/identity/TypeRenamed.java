// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A type has another name, and the same bytes. */
public final class TypeRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.renamed(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS)
                .forEach(pair -> found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(pair.before().name(), pair.name())
                .says("`" + pair.before().name() + "` is called `" + pair.name() + "`, with the same bytes: programs that name it do not compile"
                        + (pair.changed(Fact.PREFIX)
                                ? ", nor those that use a symbol beginning with `" + pair.was(Fact.PREFIX) + "`, which now begins with `"
                        + pair.is(Fact.PREFIX) + "`" : ""))
                .instead("keep the older name beside the newer one: `type " + pair.before().name() + " : " + pair.name() + "`")));
    }
}
