// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
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
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** The protocol of a ring is another, or finds what it needs elsewhere. */
public final class RingTypeChanged extends Rule {
    private static final List<Fact> PATHS = List.of(Fact.SIGNAL, Fact.SLOTS, Fact.PAYLOAD_ADDRESS, Fact.PAYLOAD_LENGTH);
    private static final String REMEDY = "keep the protocol; declare another `ringtype`, and give it to a ring of its own behind a new feature bit";

    @Override
    public Set<Claim> claims() {
        // what is in the header is judged where the header is declared
        return Claim.and(Claim.facts(List.of(Kind.RING), Fact.RING_TYPE), Claim.facts(List.of(Kind.RING_TYPE), Fact.HEAD, Fact.TYPE),
                Claim.facts(List.of(Kind.RING_TYPE),
                PATHS.toArray(Fact[]::new)), Claim.facts(List.of(Kind.INDEX), Fact.PATH, Fact.NUMBERS), Claim.added(Kind.INDEX),
                Claim.removed(Kind.INDEX), Claim.renamed(Kind.INDEX));
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.RING).filter(pair -> !comparison.same(pair.was(Fact.RING_TYPE), pair.is(Fact.RING_TYPE)))
                .forEach(pair -> found.add(broken(pair,
                pair.was(Fact.RING_TYPE), pair.is(Fact.RING_TYPE),
                "`" + pair.name() + "` follows the protocol " + Words.shortened(pair.is(Fact.RING_TYPE)) + ", was "
                        + Words.shortened(pair.was(Fact.RING_TYPE)) + ": neither side understands the other's header and slots")));
        comparison.matched(Kind.RING_TYPE).forEach(pair -> {
            if (!comparison.same(pair.was(Fact.TYPE), pair.is(Fact.TYPE)) && pair.changed(Fact.HEAD)) {
                found.add(broken(pair, pair.was(Fact.TYPE), pair.is(Fact.TYPE),
                        "`" + pair.name() + "` begins with a " + Words.shortened(pair.is(Fact.TYPE)) + ", was a "
                        + Words.shortened(pair.was(Fact.TYPE)) + ", whose bytes are others"));
            }
            PATHS.stream().filter(fact -> moved(comparison, pair, pair, fact)).forEach(fact -> found.add(broken(pair, pair.was(fact), pair.is(fact),
                    "`" + pair.name() + "` has its " + fact.key() + " at `" + Words.orNone(pair.is(fact)) + "`, was `" + Words.orNone(pair.was(fact))
                            + "`: each side works with another field")));
        });
        comparison.all(Kind.INDEX).filter(pair -> pair.parent().filter(Pair::isMatched).isPresent()).forEach(pair -> index(comparison, pair, found));
    }

    private void index(Comparison comparison, Pair pair, Findings found) {
        if (pair.how() == How.RENAMED) {
            found.add(finding(Severity.NOTE, pair).values(pair.before().name(), pair.name())
                    .says("the index `" + pair.name() + "` was called `" + pair.before().name() + "`; it is the same pair")
                    .instead("nothing is to be done"));
        } else if (!pair.isMatched()) {
            found.add(broken(pair, pair.was(Fact.PATH), pair.is(Fact.PATH),
                    "`" + pair.name() + "` is an index pair " + (pair.how() == How.ADDED ? "that came: the older" : "that is gone: the newer")
                    + " side does not move it, and the other waits for it"));
        }
        if (pair.isMatched() && (moved(comparison, pair.parent().orElseThrow(), pair, Fact.PATH) || reordered(comparison, pair))) {
            found.add(broken(pair, pair.was(Fact.PATH) + " (" + pair.was(Fact.NUMBERS) + ")", pair.is(Fact.PATH) + " (" + pair.is(Fact.NUMBERS) + ")",
                    "the index `" + pair.name() + "` is " + pair.is(Fact.PATH) + " (" + pair.is(Fact.NUMBERS) + "), was " + pair.was(Fact.PATH) + " ("
                    + pair.was(Fact.NUMBERS)
                            + "): each side moves what the other does not look at"));
        }
    }

    private static boolean moved(Comparison comparison, Pair type, Pair pair, Fact fact) {
        return pair.changed(fact) && !Renames.path(comparison, type.was(Fact.TYPE), pair.was(fact)).equals(pair.is(fact));
    }

    /** Head, tail and full are fields of what the path leads to. */
    private static boolean reordered(Comparison comparison, Pair pair) {
        String head = pair.parent().orElseThrow().was(Fact.TYPE);
        String path = pair.was(Fact.PATH).split("\\.")[0];
        List<String> now = pair.before().all(Fact.NUMBERS).stream().map(name -> Renames.path(comparison, head, path + "." + name))
                .map(name -> name.substring(name.lastIndexOf('.') + 1)).toList();
        return pair.changed(Fact.NUMBERS) && !now.equals(pair.after().all(Fact.NUMBERS));
    }

    private Finding broken(Pair pair, String was, String is, String text) {
        return finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is).says(text).instead(REMEDY);
    }
}
