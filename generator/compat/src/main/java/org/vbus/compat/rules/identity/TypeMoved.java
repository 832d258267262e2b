// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A type is in another package, under its name and with the same bytes. */
public final class TypeMoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.moved(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.all(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS).filter(pair -> pair.how() == How.MOVED).forEach(pair -> {
            String from = origin(comparison, pair);
            found.add(finding(Severity.NOTE, pair).risks(Axis.SOURCE).values(from, pair.packageName())
                    .says("`" + pair.name() + "` was in package `" + from + "` and is in `" + pair.packageName()
                            + "`: the bytes are the same, the header and the Java package are not")
                    .instead("let the older header include the newer one"));
        });
    }

    private static String origin(Comparison comparison, Pair moved) {
        return comparison.before().specs().stream().filter(spec -> spec.children().stream().anyMatch(child -> child == moved.before()))
                .map(Element::name).findFirst().orElse("");
    }
}
