// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** An array has another number of elements. */
public final class ArrayLengthChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(ArrayFacts.KINDS), Fact.LENGTH);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(ArrayFacts.KINDS).filter(pair -> isJudged(comparison, pair))
                .forEach(pair -> judge(pair, Dims.of(pair.before()), Dims.of(pair.after()), found));
    }

    /** Whether a member takes other bytes because there are more or fewer of the same elements. That is all that is to be said of it. */
    public static boolean explains(Comparison comparison, Pair pair) {
        Dims was = Dims.of(pair.before());
        Dims is = Dims.of(pair.after());
        return isJudged(comparison, pair) && comparison.same(was.base(), is.base()) && !isOne(was, is) && !isSame(was, is);
    }

    private static boolean isJudged(Comparison comparison, Pair pair) {
        Dims was = Dims.of(pair.before());
        Dims is = Dims.of(pair.after());
        boolean sameBase = comparison.same(was.base(), is.base());
        // counters are judged as such, and what is no array on one side and of another type is another type
        return pair.changed(Fact.TYPE) && !ArrayFacts.translated(comparison, pair, was.lengths()).equals(is.lengths())
                && (was.isArray() == is.isArray() || sameBase)
                && !ArrayFacts.isFake(was, is) && !(was.isFlexible() && is.isFlexible() && ArrayFacts.sameInner(was, is));
    }

    /** One element, written as an array or not. */
    private static boolean isOne(Dims was, Dims is) {
        return was.isArray() != is.isArray() && Stream.of(was,
                is).flatMap(dims -> Dims.counts(dims.lengths()).stream()).allMatch(count -> count.filter(n -> n == 1).isPresent());
    }

    /** As many, in other words. */
    private static boolean isSame(Dims was, Dims is) {
        return !was.isFlexible() && !is.isFlexible() && Dims.counts(was.lengths()).equals(Dims.counts(is.lengths()));
    }

    private void judge(Pair pair, Dims was, Dims is, Findings found) {
        String text = "`" + pair.name() + "` is " + words(is) + ", was " + words(was) + ": ";
        boolean one = isOne(was, is);
        if (one || isSame(was, is)) {
            found.add(finding(one ? Severity.WARNING : Severity.NOTE, pair).risks(Axis.SOURCE).values(was.lengths(), is.lengths())
                    .says(text + "the bytes are the same, and programs may have to be changed").instead("keep the type"));
            return;
        }
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE).risks(Axis.BEHAVIOUR).inAll().values(was.lengths(), is.lengths())
                .says(text + "one side reads elements that the other never wrote, and what stands behind them lies elsewhere")
                .instead("keep the length; put what is more into a new field, or into a new record under a feature bit"));
    }

    private static String words(Dims dims) {
        return dims.isArray() ? "`" + Words.shortened(dims.base())
                + dims.lengths().stream().map(length -> "[" + Words.shortened(length) + "]").reduce("", String::concat) + "`"
                : "one `" + Words.shortened(dims.base()) + "`";
    }
}
