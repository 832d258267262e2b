// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Pair;
import org.vbus.model.layout.AbiClass;

/** Facts of placement on each ABI class, as numbers and in words. A class is its index in {@link AbiClass}. */
final class Places {
    private static final List<String> NAMES = List.of("64-bit machines (LP64)", "arm-like ones (ILP32_ALIGN8)", "i386-like ones (ILP32_ALIGN4)",
            "m68k-like ones (ILP32_ALIGN2)");

    private Places() { }

    /** All classes. */
    static IntStream classes() {
        return IntStream.range(0, AbiClass.values().length);
    }

    /** Classes on which a fact differs. */
    static List<Integer> differing(Pair pair, Fact fact) {
        return pair.classesThatDiffer(fact, AbiClass.values().length);
    }

    static boolean differs(Pair pair, Fact fact) {
        return !differing(pair, fact).isEmpty();
    }

    /** A fact on one class; 0 when nothing is said. */
    static long number(Element element, Fact fact, int abi) {
        String value = Pair.value(element, fact, abi);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    static boolean isPlaced(Element element) {
        return !element.all(Fact.BYTES).isEmpty();
    }

    /** Bytes of one element of an array, or of all that is not one. */
    static long unit(Element element, int abi) {
        return number(element, element.all(Fact.STRIDE).isEmpty() ? Fact.BYTES : Fact.STRIDE, abi);
    }

    /** Both values of a fact: {@code 12, was 16}, and where classes differ {@code on i386-like ones (ILP32_ALIGN4) 12, was 16}. */
    static String change(Pair pair, Fact fact) {
        Map<String, List<Integer>> changes = new LinkedHashMap<>();
        differing(pair, fact).forEach(abi -> changes.computeIfAbsent(number(pair.after(), fact, abi) + ", was " + number(pair.before(), fact, abi),
                change -> new ArrayList<>()).add(abi));
        List<String> all = new ArrayList<>();
        changes.forEach((change, classes) -> all.add(on(classes) + change));
        return String.join("; ", all);
    }

    /** Names of classes with a word before them; empty for all of them. */
    static String on(List<Integer> classes) {
        return classes.size() == AbiClass.values().length ? "" : "on " + String.join(" and ", classes.stream().map(NAMES::get).toList()) + " ";
    }
}
