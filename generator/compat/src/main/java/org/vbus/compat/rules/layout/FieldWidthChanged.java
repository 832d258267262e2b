// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;
import org.vbus.compat.rules.records.ArrayLengthChanged;

/** A field, or an element of it, has other bytes on some ABI class. */
public final class FieldWidthChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.FIELD, Kind.ARM, Kind.ARG), Fact.BYTES, Fact.STRIDE, Fact.WIDTH);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // more or fewer of the same: ArrayLengthChanged
        comparison.changed(Kind.FIELD, Kind.ARM, Kind.ARG)
                .filter(member -> !ArrayLengthChanged.explains(comparison, member))
                .forEach(member -> change(comparison, member).ifPresent(change ->
                found.add(finding(Severity.ERROR, member).breaks(Axis.WIRE, Axis.SOURCE).risks(Axis.BEHAVIOUR).inAll()
                        .values(Words.shortened(member.was(Fact.TYPE)), Words.shortened(member.is(Fact.TYPE)))
                        .says("`" + member.name() + "` " + change + Causes.ofType(comparison, member)
                                + ": one side takes bytes of a neighbour for it, or leaves some of it out")
                        .instead("keep its width; a wider one is a new field in reserved bytes or in a new struct under a feature bit"))));
    }

    /** In words; empty when none of it is of another width. */
    static Optional<String> change(Comparison comparison, Pair member) {
        boolean arrays = Types.isArray(member.before()) && Types.isArray(member.after());
        if (!Places.isPlaced(member.before()) || !Places.isPlaced(member.after())) {
            boolean numbers = !member.was(Fact.WIDTH).isEmpty() && !member.is(Fact.WIDTH).isEmpty();
            return Optional.of("is made of numbers of " + member.is(Fact.WIDTH) + " bytes, was of " + member.was(Fact.WIDTH))
                    .filter(text -> numbers && member.changed(Fact.WIDTH));
        }
        if (!arrays) {
            // of the same bytes in all: FieldTypeSameSizeChanged
            return Optional.of("has another number of bytes: " + Places.change(member, Fact.BYTES))
                    .filter(text -> Places.differs(member, Fact.BYTES));
        }
        // with elements that are as they were, its length is another, which is judged as that
        Optional<Integer> first = Places.classes().boxed()
                .filter(abi -> Places.unit(member.before(), abi) != Places.unit(member.after(), abi)).findFirst();
        List<Integer> classes = Places.classes().boxed()
                .filter(abi -> Places.unit(member.before(), abi) != Places.unit(member.after(), abi)).toList();
        return first.map(abi -> "has elements of another size: " + Places.on(classes) + Places.unit(member.after(), abi) + " bytes, was "
                + Places.unit(member.before(), abi));
    }
}
