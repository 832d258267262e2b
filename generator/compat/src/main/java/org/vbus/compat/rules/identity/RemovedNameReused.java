// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Something takes a name, a type string or a node of something that was removed. */
public final class RemovedNameReused extends Rule {
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.touched().filter(pair -> pair.kind() != Kind.TOMBSTONE && pair.maybeAfter().isPresent()).forEach(pair -> {
            boolean named = pair.maybeBefore().filter(old -> pair.how() != How.MOVED && old.name().equals(pair.name())).isEmpty();
            Optional<Element> name = named ? Tombstones.ofName(pair) : Optional.empty();
            // where both are the same thing, the name tells it
            Optional<Element> matched = name.isPresent() ? Optional.empty()
                    : Optional.of(pair).filter(one -> one.how() == How.ADDED || one.changed(Fact.TYPE_STRING) || one.changed(Fact.NODE))
                    .flatMap(Tombstones::ofMatched);
            name.ifPresent(stone -> found.add(one(pair, stone, "`" + pair.name() + "` was removed earlier, and the name")));
            matched.ifPresent(stone ->
                    found.add(one(pair, stone,
                            "\"" + stone.get(Fact.MATCHED).orElse("") + "\" belonged to `" + Tombstones.name(stone)
                            + "`, which was removed earlier, and")));
        });
    }

    private Finding one(Pair pair, Element stone, String what) {
        boolean onTheWire = stone.get(Fact.NUMBERS).isPresent() || stone.get(Fact.MATCHED).isPresent();
        Finding.Draft draft = finding(Severity.ERROR, pair).breaks(Axis.SOURCE)
                .values("removed " + stone.name(), pair.kind().word() + " " + pair.name());
        if (onTheWire) {
            draft.breaks(Axis.BEHAVIOUR).inAll();
        }
        return draft.says(what + " is in use again: " + (onTheWire ? "peers" : "programs")
                + " that still know what was removed take the one for the other")
                .instead("give it a new name, and keep the `removed` line");
    }
}
