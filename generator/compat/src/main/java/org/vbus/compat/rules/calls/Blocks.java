// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import java.util.stream.IntStream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.model.layout.AbiClass;

/** Blocks of arguments. */
public final class Blocks {
    private static final int CLASSES = AbiClass.values().length;

    private Blocks() { }

    /** Whether the one argument is a struct that says it may grow, and did so at its end, on every ABI class. */
    public static boolean grewAtEnd(Comparison comparison, Pair call) {
        List<Pair> args = call.children(Kind.ARG).toList();
        return args.size() == 1 && args.get(0).isMatched() && comparison.byNewName(args.get(0).is(Fact.TYPE)).filter(Pair::isMatched)
                .filter(struct -> struct.before().is(Fact.SIZED) && struct.after().is(Fact.SIZED) && atEnd(struct)).isPresent();
    }

    private static boolean atEnd(Pair struct) {
        boolean longer = IntStream.range(0, CLASSES).allMatch(i -> size(struct.after(), i) >= size(struct.before(), i));
        boolean stays = struct.children().stream().filter(child -> child.maybeBefore().isPresent())
                .allMatch(child -> child.isMatched() && !child.changed(Fact.OFFSET) && !child.changed(Fact.BYTES));
        boolean behind = struct.children().stream().filter(child -> child.maybeBefore().isEmpty()).allMatch(child -> IntStream.range(0, CLASSES)
                .allMatch(i -> Long.parseLong(Pair.value(child.after(), Fact.OFFSET, i)) >= size(struct.before(), i)));
        return longer && stays && behind;
    }

    private static long size(Element struct, int abi) {
        return Long.parseLong(Pair.value(struct, Fact.SIZE, abi));
    }
}
