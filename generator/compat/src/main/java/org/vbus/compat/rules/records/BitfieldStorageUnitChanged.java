// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The number that parts are bits of is wider or narrower. */
public final class BitfieldStorageUnitChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        // the width of the number is claimed by the rules about layout and aliases; this one says what it means for the parts
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS)
                .filter(pair -> pair.changed(Fact.WIDTH) && Parts.isWord(pair.before()) && Parts.isWord(pair.after()))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                        .values(pair.was(Fact.TYPE), pair.is(Fact.TYPE))
                        .says("the parts of `" + pair.name() + "` are " + pair.is(Fact.TYPE) + ", was " + pair.was(Fact.TYPE)
                                + ": the word has another size, what follows it moves,"
                                + " and on machines that begin with the highest byte each part lies elsewhere")
                        .instead("keep the word, and put more parts into a second one")));
    }
}
