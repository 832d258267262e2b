// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;

/** A rule about a number that was another's: an older peer asks for the one and gets the other. */
public abstract class ReuseRule extends Rule {
    private final Fact fact;
    private final List<Kind> kinds;

    /**
     * @param kinds that share their numbers
     */
    protected ReuseRule(Fact fact, Kind... kinds) {
        this.fact = fact;
        this.kinds = List.of(kinds);
    }

    /** None of its own: that something came or has another number is claimed where it is judged. */
    @Override
    public final Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public final void judge(Comparison comparison, Findings found) {
        comparison.all(kinds.toArray(Kind[]::new)).filter(pair -> pair.maybeAfter().isPresent() && pair.parent().filter(Pair::isMatched).isPresent())
                .filter(pair -> pair.how() == How.ADDED || reports(pair) || pair.isMatched() && pair.changed(fact))
                .forEach(pair -> holder(pair).ifPresent(old -> found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                        .values(old, pair.name()).says("`" + pair.name() + "` has the number " + pair.is(fact) + ", which was that of `" + old
                                + "`: an older peer means the one and gets the other").instead("give it a number that nothing had"))));
    }

    private static boolean alone(Kind kind) {
        return kind == Kind.CALL || kind == Kind.IOCTL || kind == Kind.REQUEST;
    }

    private Optional<String> holder(Pair pair) {
        List<String> numbers = pair.after().all(fact);
        if (reports(pair)) {
            return Optional.of(pair.before().name());
        }
        Stream<Element> siblings = pair.parent().orElseThrow().before().children().stream().filter(old -> kinds.contains(old.kind()));
        return siblings.filter(old -> old.all(fact).equals(numbers) && pair.maybeBefore().filter(own -> own == old).isEmpty())
                .map(Element::name).findFirst()
                .or(() -> Graves.holder(pair, numbers, kinds.stream().map(Kind::word).toList()));
    }

    /** Whether such a rule reports a rename, so that the one for renames need not. */
    public static boolean reports(Pair pair) {
        return pair.how() == How.RENAMED && pair.after().children().isEmpty() && alone(pair.kind()) && !Renames.plausible(pair);
    }
}
