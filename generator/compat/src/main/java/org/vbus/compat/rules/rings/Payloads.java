// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Gates;
import org.vbus.compat.rule.Words;

/** What arguments carry, by the states of the feature bits that two versions can be in together. */
public final class Payloads {
    /** What is judged of arguments by the rules for payloads of rings and those for arguments of calls, which together have all arguments. */
    public static final Set<Claim> CLAIMS = Claim.and(Claim.added(Kind.ARG), Claim.removed(Kind.ARG), Claim.renamed(Kind.ARG),
            Claim.facts(List.of(Kind.ARG), Fact.TYPE, Fact.SHAPE, Fact.DIRECTION, Fact.GATE, Fact.OTHERWISE, Fact.OTHERWISE_TYPE));

    private Payloads() { }

    /**
     * Another type of an argument.
     *
     * @param met whether an older peer and a newer one ever mean different things
     */
    public record Change(String was, String is, boolean met) { }

    /** Whether something has a payload of which slots or chains of buffers carry one each. */
    public static boolean ofRing(Pair owner) {
        return owner.kind() == Kind.RING || owner.kind() == Kind.QUEUE;
    }

    /** Whether those arguments that both versions have stand in another order. */
    public static boolean reordered(Pair owner) {
        List<Element> now = owner.children(Kind.ARG).filter(Pair::isMatched).map(Pair::before).toList();
        return !now.equals(owner.before().children(Kind.ARG).filter(now::contains).toList());
    }

    /** What became of the type and its condition; empty when at most names changed, or what is in the type, which is judged there. */
    public static Optional<Change> change(Comparison comparison, Pair pair) {
        if (!pair.changed(Fact.GATE) && !pair.changed(Fact.TYPE) && !pair.changed(Fact.SHAPE) && !pair.changed(Fact.OTHERWISE_TYPE)
                && !pair.changed(Fact.OTHERWISE)) {
            return Optional.empty();
        }
        boolean main = same(comparison, pair.before(), Fact.TYPE, Fact.SHAPE, pair.after(), Fact.TYPE, Fact.SHAPE);
        boolean other = same(comparison, pair.before(), Fact.OTHERWISE_TYPE, Fact.OTHERWISE, pair.after(), Fact.OTHERWISE_TYPE, Fact.OTHERWISE);
        if (main && other && Gates.same(comparison, pair)) {
            return Optional.empty();
        }
        // what a value decides is not tried out
        boolean[] met = {!Gates.same(comparison, pair) && !(Gates.isOfNames(pair.was(Fact.GATE)) && Gates.isOfNames(pair.is(Fact.GATE)))};
        Gates.each(comparison, pair, (before, after) -> met[0] |= !same(comparison, pair.before(), before ? Fact.TYPE : Fact.OTHERWISE_TYPE,
                before ? Fact.SHAPE : Fact.OTHERWISE, pair.after(), after ? Fact.TYPE : Fact.OTHERWISE_TYPE, after ? Fact.SHAPE : Fact.OTHERWISE));
        return Optional.of(new Change(text(pair.before()), text(pair.after()), met[0]));
    }

    private static boolean same(Comparison comparison, Element before, Fact oldType, Fact oldShape, Element after, Fact newType, Fact newShape) {
        String was = before.get(oldType).orElse("");
        String is = after.get(newType).orElse("");
        return comparison.same(was, is) || !was.isEmpty() && !is.isEmpty() && before.get(oldShape).equals(after.get(newShape));
    }

    private static String text(Element arg) {
        return Words.shortened(arg.get(Fact.TYPE).orElse("")) + arg.get(Fact.GATE).map(gate -> " if " + gate).orElse("")
                + arg.get(Fact.OTHERWISE_TYPE).map(type -> " else " + Words.shortened(type)).orElse("");
    }
}
