// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Scope;

/** What the rules about unions have in common. */
final class Unions {
    private Unions() { }

    /** Whether what an arm is in is a union in both versions. */
    static boolean inUnions(Pair arm) {
        return arm.parent().filter(union -> isUnion(union)).isPresent();
    }

    static boolean isUnion(Pair pair) {
        return pair.isMatched() && !pair.was(Fact.TAG).isEmpty() && !pair.is(Fact.TAG).isEmpty();
    }

    /** ABI classes on which a new arm makes its union larger. */
    static List<Integer> grownBy(Pair arm) {
        Pair union = arm.parent().orElseThrow();
        List<Integer> grown = IntStream.range(0, Machines.count()).filter(i -> bytes(union.after(), i) > bytes(union.before(), i)).boxed().toList();
        List<Integer> own = grown.stream().filter(i -> bytes(arm.after(), i) > bytes(union.before(), i)).toList();
        // it may be small and in need of an alignment that nothing else has
        boolean other = union.children(Kind.ARM).anyMatch(one -> one != arm && one.maybeAfter()
                .filter(element -> grown.stream().anyMatch(i -> bytes(element, i) > bytes(union.before(), i))).isPresent());
        return own.isEmpty() && !other ? grown : own;
    }

    static long bytes(Element element, int abi) {
        String bytes = Pair.value(element, Fact.BYTES, abi);
        return bytes.isEmpty() ? 0 : Long.parseLong(bytes);
    }

    /** Numbers of tags that one version has for an arm and another one for another arm. */
    static List<String> taken(Element arm, Element otherUnion) {
        List<String> taken = new ArrayList<>(arm.all(Fact.TAGS));
        taken.retainAll(otherUnion.children(Kind.ARM).flatMap(other -> other.all(Fact.TAGS).stream()).toList());
        return taken;
    }

    /** Whether the numbers that chose an arm are kept for ever, so that nothing else gets them. */
    static boolean isReserved(Comparison comparison, Pair arm) {
        Pair union = arm.parent().orElseThrow();
        String tag = Scope.find(comparison, union, union.was(Fact.TAG), true).map(field -> field.is(Fact.TYPE)).orElse("");
        String owner = tag.substring(tag.lastIndexOf('.') + 1);
        List<String> kept = comparison.after().specs().stream().filter(spec -> tag.startsWith(spec.name() + "."))
                .flatMap(spec -> spec.children(Kind.TOMBSTONE))
                .filter(gone -> gone.name().startsWith("literal " + owner + ".")).flatMap(gone -> gone.all(Fact.NUMBERS).stream()).toList();
        return !owner.isEmpty() && kept.containsAll(arm.before().all(Fact.TAGS));
    }

    /** What stands for a tag that is not known. */
    static String policy(String unknown) {
        return unknown.isEmpty() ? "is not told what to do with a tag that it does not know" : unknown.equals("error")
                ? "refuses a tag that it does not know"
                : "passes over a tag that it does not know";
    }
}
