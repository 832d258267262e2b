// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Something kept its name, and has another one in C or in Java. */
public final class CSymbolRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(EnumSet.complementOf(EnumSet.of(Kind.SPEC)), Fact.C_NAME, Fact.JAVA_NAME, Fact.PREFIX);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what was renamed itself, or is in what was, is told by the rule about that
        comparison.touched().filter(pair -> !pair.changes().isEmpty() && pair.kind() != Kind.SPEC && pair.how() != How.RENAMED && !follows(pair)).forEach(pair -> {
            for (Fact fact : List.of(Fact.C_NAME, Fact.JAVA_NAME, Fact.PREFIX)) {
                // a device without one never had a type string: that is told of the type string
                if (pair.changed(fact) && !(pair.kind() == Kind.DEVICE && (pair.was(fact).isEmpty() || pair.is(fact).isEmpty()))) {
                    found.add(one(pair, fact, pair.was(fact), pair.is(fact)));
                }
            }
        });
    }

    private static boolean follows(Pair pair) {
        return Stream.iterate(pair.parent(), Optional::isPresent, up -> up.get().parent()).map(Optional::get)
                .anyMatch(up -> up.kind() != Kind.SPEC && (up.how() == How.RENAMED || up.changed(Fact.PREFIX)));
    }

    private Finding one(Pair pair, Fact fact, String was, String is) {
        String whose = fact == Fact.PREFIX ? "C symbols of `" + pair.name() + "` begin with" : (fact == Fact.C_NAME
                ? "the C" : "the Java") + " symbol of `" + pair.name() + "` is";
        if (was.isEmpty()) {
            return finding(Severity.NOTE, pair).values(was, is).says(whose + " `" + is + "`, and there was none").instead("nothing to do");
        }
        return finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(was, is)
                .says(whose + (is.isEmpty() ? " gone" : " `" + is + "`") + ", was `" + was + "`: programs that use the older one do not compile")
                .instead(fact == Fact.PREFIX ? "say the older prefix with `as`" : "keep the symbol, or define the older one beside it by hand");
    }
}
