// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.util.Locale;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** What a value that never changes is for. */
final class FixedValues {
    private FixedValues() { }

    /** Whether peers know by it that they look at the right memory: it is called so, or rings are checked for it and it is no version. */
    static boolean isMagic(Comparison comparison, Pair pair) {
        return isMagic(pair.name()) || pair.maybeBefore().map(Element::name).filter(FixedValues::isMagic).isPresent()
                || isChecked(comparison, pair) && !pair.name().startsWith("ver") && !isVersion(comparison, pair);
    }

    private static boolean isMagic(String name) {
        return name.toLowerCase(Locale.ROOT).contains("magic");
    }

    /** Whether it follows a version's number, which was changed so that peers of the other version refuse it. */
    static boolean isVersion(Comparison comparison, Pair pair) {
        String was = pair.was(Fact.FIXED);
        return !was.isEmpty() && comparison.matched(Kind.VERSION)
                .anyMatch(version -> version.changed(Fact.VALUE) && version.was(Fact.VALUE).equals(was)
                        && version.is(Fact.VALUE).equals(pair.is(Fact.FIXED)));
    }

    /** Whether rings are refused by it. */
    static boolean isChecked(Comparison comparison, Pair pair) {
        return pair.parent().filter(record -> comparison.matched(Kind.RING_TYPE).anyMatch(ring ->
                ring.is(Fact.TYPE).equals(record.packageName() + "." + record.name()) && ring.after().all(Fact.CHECKS).contains(pair.name())))
                .isPresent();
    }
}
