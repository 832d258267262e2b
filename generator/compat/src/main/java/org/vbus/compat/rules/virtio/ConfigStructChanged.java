// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Fingerprint;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** The configuration space is another struct. */
public final class ConfigStructChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.DEVICE), Fact.CONFIG);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.DEVICE).filter(pair -> pair.changed(Fact.CONFIG) && !comparison.same(pair.was(Fact.CONFIG), pair.is(Fact.CONFIG)))
                .forEach(pair -> {
            boolean alike = bytes(comparison.byOldName(pair.was(Fact.CONFIG)).flatMap(Pair::maybeBefore))
                    .filter(bytes(comparison.byNewName(pair.is(Fact.CONFIG))
                    .flatMap(Pair::maybeAfter)).orElse("")::equals).isPresent();
            Finding.Draft draft = alike ? finding(Severity.WARNING, pair).breaks(Axis.SOURCE) : finding(Severity.ERROR, pair).breaks(Axis.WIRE,
                    Axis.SOURCE, Axis.BEHAVIOUR).inAll();
            found.add(draft.values(pair.was(Fact.CONFIG), pair.is(Fact.CONFIG))
                    .says("the configuration space of `" + pair.name() + "` is " + Words.orNone(pair.is(Fact.CONFIG))
                    + ", was " + Words.orNone(pair.was(Fact.CONFIG))
                    + (alike ? ", with the same bytes" : ": each side reads as the one what the other keeps as the other"))
                    .instead("keep the struct, and add to its end what a new feature bit gates"));
        });
    }

    private static Optional<String> bytes(Optional<Element> struct) {
        return struct.map(element -> Fingerprint.of(element.children(), Fact.Layer.WIRE) + element.all(Fact.SIZE));
    }
}
