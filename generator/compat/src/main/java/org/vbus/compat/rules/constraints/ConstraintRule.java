// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;

/** A rule about the values that are accepted. The rules of this kind share the work: each judges some changes, and together all. */
abstract class ConstraintRule extends Rule {
    private static final Kind[] KINDS = {Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS};
    private final Set<Change> mine;

    ConstraintRule(Change... mine) {
        this.mine = Set.of(mine);
    }

    @Override
    public final Set<Claim> claims() {
        return Claim.facts(List.of(KINDS), Fact.CONDITIONS, Fact.FIXED);
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.changed(KINDS).filter(pair -> pair.changed(Fact.CONDITIONS) || pair.changed(Fact.FIXED)).forEach(pair -> {
            Accepted accepted = Accepted.of(comparison, pair);
            accepted.changes().stream().filter(mine::contains).forEach(change -> judge(comparison, pair, change, accepted, found));
        });
    }

    abstract void judge(Comparison comparison, Pair pair, Change change, Accepted accepted, Findings found);

    /** What is said, for messages. */
    static String words(String said) {
        return said.isEmpty() ? "anything" : "`" + said + "`";
    }
}
