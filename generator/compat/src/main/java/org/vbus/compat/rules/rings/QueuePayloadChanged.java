// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** What a slot of a ring carries, or a chain of buffers of a virtqueue, is something else. */
public final class QueuePayloadChanged extends Rule {
    private static final String REMEDY = "keep the payload; carry the new one in a ring of its own, "
            + "or behind a new feature bit with the old one as `else`";

    @Override
    public Set<Claim> claims() {
        return Payloads.CLAIMS;
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.all(Kind.ARG).filter(pair -> Payloads.ofRing(pair.parent().orElseThrow())).forEach(pair -> judge(comparison, pair, found));
        comparison.matched(Kind.RING, Kind.QUEUE).filter(Payloads::reordered).forEach(pair -> found.add(finding(Severity.ERROR, pair)
                .breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                .says("the payload of `" + pair.name() + "` has its parts in another order: each is read where another was written")
                .instead(REMEDY)));
    }

    private void judge(Comparison comparison, Pair pair, Findings found) {
        String ring = "the payload of `" + pair.parent().orElseThrow().name() + "` ";
        switch (pair.how()) {
            case ADDED, REMOVED -> {
                boolean added = pair.how() == How.ADDED;
                boolean safe = Gates.shift(comparison, pair).none();
                Finding.Draft draft = finding(safe ? Severity.NOTE : Severity.ERROR, pair);
                found.add((safe ? draft : draft.breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll())
                        .says(ring + (added ? "has `" : "has not got `") + pair.name()
                        + (safe ? "`: no session with another version can have it" : added
                                ? "`, which it had not: an older peer neither sends nor expects it"
                        : "` any more: an older peer still sends or expects it")).instead(safe ? "nothing is to be done" : REMEDY));
            }
            case RENAMED -> found.add((Renames.plausible(pair)
                    ? finding(Severity.WARNING, pair) : finding(Severity.DANGER, pair).risks(Axis.BEHAVIOUR).inAll()).breaks(Axis.SOURCE)
                    .values(pair.before().name(), pair.name())
                    .says(ring + "calls `" + pair.name() + "` what was `" + pair.before().name()
                            + "`: the bytes are the same, programs that use the name no longer compile")
                    .instead("keep the name"));
            default -> { }
        }
        if (pair.isMatched()) {
            if (pair.changed(Fact.DIRECTION)) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll().values(pair.was(Fact.DIRECTION), pair.is(Fact.DIRECTION))
                        .says(ring + "has `" + pair.name() + "` " + pair.is(Fact.DIRECTION) + ", was " + pair.was(Fact.DIRECTION)
                                + ": both sides write it, or none does")
                        .instead(REMEDY));
            }
            Payloads.change(comparison, pair).ifPresent(change ->
                    found.add((change.met() ? finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                    : finding(Severity.NOTE, pair)).values(change.was(), change.is())
                    .says(ring + "has `" + pair.name() + "` of type " + change.is() + ", was " + change.was()
                    + (change.met() ? ": one side reads as the one what the other wrote as the other"
                            : ": with a peer of the other version it is what it was"))
                    .instead(change.met() ? REMEDY : "nothing is to be done")));
        }
    }
}
