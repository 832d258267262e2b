// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.stream.Stream;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rules.layout.FieldWrapped;

/** What came into configuration spaces. */
final class Configs {
    private Configs() { }

    /** Fields, however deep in the struct itself, that the older version has not got. */
    static Stream<Pair> added(Comparison comparison) {
        return comparison.matched(Kind.DEVICE).filter(device -> comparison.same(device.was(Fact.CONFIG), device.is(Fact.CONFIG)))
                .flatMap(device -> comparison.byNewName(device.is(Fact.CONFIG)).stream()).filter(Pair::isMatched).distinct()
                .flatMap(Pair::tree).filter(pair -> pair.kind() == Kind.FIELD && pair.how() == How.ADDED && !FieldWrapped.concerns(comparison, pair));
    }
}
