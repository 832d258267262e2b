// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Optional;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Words;

/** Of what a change of places is the consequence, as the end of a sentence. */
final class Causes {
    private Causes() { }

    /** Why a member is elsewhere; empty text when nothing before it tells. */
    static String ofMove(Body body, Pair moved) {
        return body.changed().stream().filter(other -> other != moved && isBefore(other, moved)).map(Causes::words)
                .flatMap(Optional::stream).findFirst()
                .map(cause -> ", because " + cause).orElseGet(() -> ofWhole(body));
    }

    /** Why a record has another size; empty text when no member tells. */
    static String ofSize(Body body) {
        return body.changed().stream().map(Causes::words).flatMap(Optional::stream).findFirst().map(cause -> ", because " + cause)
                .orElseGet(() -> ofWhole(body));
    }

    /** Why a member has other bytes although its type is the same one; empty text when its type is another. */
    static String ofType(Comparison comparison, Pair member) {
        if (!Types.isSame(comparison, member)) {
            return "";
        }
        String type = Words.shortened(Types.element(member.after(), Fact.TYPE));
        return Types.isInline(type) ? ", because of what is in it" : ", because `" + type + "` has changed";
    }

    private static String ofWhole(Body body) {
        return body.pair().changed(Fact.PACKED) ? ", because of `packed`" : body.pair().changed(Fact.ALIGN) ? ", because of the alignment" : "";
    }

    private static boolean isBefore(Pair other, Pair moved) {
        return Places.classes().anyMatch(abi -> lies(other.maybeAfter(), moved.maybeAfter(), abi)
                || lies(other.maybeBefore(), moved.maybeBefore(), abi));
    }

    private static boolean lies(Optional<Element> first, Optional<Element> second, int abi) {
        return first.isPresent() && second.isPresent()
                && Places.number(first.get(), Fact.OFFSET, abi) < Places.number(second.get(), Fact.OFFSET, abi);
    }

    private static Optional<String> words(Pair member) {
        if (member.kind() == Kind.RESERVED) {
            return Optional.of("the reserved bytes at " + Places.number(member.any(), Fact.OFFSET, 0) + " are "
                    + (member.how() == How.ADDED ? "new" : "others"));
        }
        String name = "`" + member.name() + "`";
        if (member.how() == How.ADDED) {
            return Optional.of(name + " is new");
        }
        if (member.how() == How.REMOVED) {
            return Optional.of(name + " is gone");
        }
        return Optional.of(name + " has other bytes").filter(text -> Places.differs(member, Fact.BYTES));
    }

    /** Names in a message. */
    static String names(List<Pair> pairs) {
        return String.join(", ", pairs.stream().map(pair -> "`" + pair.name() + "`").toList());
    }
}
