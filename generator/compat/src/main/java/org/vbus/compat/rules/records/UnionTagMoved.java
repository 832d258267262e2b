// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Scope;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** What says which arm of a union counts is another field, or lies elsewhere. */
public final class UnionTagMoved extends Rule {
    private static final Kind[] KINDS = {Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS};

    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(KINDS), Fact.TAG);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what became a union, or no longer is one, has another type
        comparison.matched(KINDS).filter(Unions::isUnion).forEach(pair -> {
            if (!Scope.same(comparison, pair, pair.was(Fact.TAG), pair.is(Fact.TAG))) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                        .values(pair.was(Fact.TAG), pair.is(Fact.TAG))
                        .says("`" + pair.is(Fact.TAG) + "` says which arm of `" + pair.name() + "` counts, was `" + pair.was(Fact.TAG)
                                + "`: each side looks at another field, and takes the bytes for another arm")
                        .instead("keep the field that says it"));
                return;
            }
            Optional<Pair> tag = Scope.find(comparison, pair, pair.is(Fact.TAG), false).filter(Pair::isMatched);
            tag.ifPresent(field -> place(pair, field, found));
        });
    }

    private void place(Pair pair, Pair tag, Findings found) {
        List<Integer> offsets = tag.classesThatDiffer(Fact.OFFSET, Machines.count());
        List<Integer> sizes = tag.classesThatDiffer(Fact.BYTES, Machines.count());
        if (!offsets.isEmpty() || !sizes.isEmpty()) {
            Fact fact = offsets.isEmpty() ? Fact.BYTES : Fact.OFFSET;
            List<Integer> classes = offsets.isEmpty() ? sizes : offsets;
            String was = Pair.value(tag.before(), fact, classes.get(0));
            String is = Pair.value(tag.after(), fact, classes.get(0));
            found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                    .says("the tag `" + tag.name() + "` of `" + pair.name() + "` "
                            + (fact == Fact.OFFSET ? "lies at byte " + is : "has " + is + " bytes") + Machines.on(classes) + ", was " + was
                            + ": each side looks for it elsewhere, and takes the bytes for another arm")
                    .instead("keep the tag where it is"));
        }
    }
}
