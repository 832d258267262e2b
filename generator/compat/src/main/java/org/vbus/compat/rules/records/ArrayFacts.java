// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.stream.IntStream;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Scope;

/** What the rules about arrays have in common. */
final class ArrayFacts {
    static final Kind[] KINDS = {Kind.FIELD, Kind.ARM, Kind.ARG, Kind.REGION, Kind.ALIAS};

    private ArrayFacts() { }

    /** Lengths of the older version by the names of the newer. */
    static List<String> translated(Comparison comparison, Pair pair, List<String> lengths) {
        return lengths.stream().map(length -> Scope.translated(comparison, pair, length)).toList();
    }

    /** Whether arrays in arrays are as long as they were. */
    static boolean sameInner(Dims was, Dims is) {
        return Dims.counts(was.inner()).equals(Dims.counts(is.inner()));
    }

    /** Whether an array of one stood for one of any length, and now is one. */
    static boolean isFake(Dims was, Dims is) {
        return was.isArray() && !was.isFlexible() && is.isFlexible() && sameInner(was, is)
                && Dims.count(was.outermost()).filter(count -> count == 1).isPresent();
    }

    /** What an element of an array is on the wire. */
    static String elementShape(Element element) {
        return element.get(Fact.SHAPE).orElse("").replaceFirst("\\[[^\\[\\]]*]$", "");
    }

    /** ABI classes on which elements lie otherwise apart. */
    static List<Integer> stridesThatDiffer(Pair pair) {
        return IntStream.range(0, Machines.count()).filter(i -> !Dims.stride(pair.before(), i).equals(Dims.stride(pair.after(), i))).boxed().toList();
    }

    static String apart(Pair pair, List<Integer> classes) {
        int first = classes.get(0);
        return Dims.stride(pair.after(), first).map(Object::toString).orElse("?") + " bytes apart" + Machines.on(classes) + ", was "
                + Dims.stride(pair.before(), first).map(Object::toString).orElse("?");
    }
}
