// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

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
import org.vbus.compat.rule.Words;

/** An arm of a union has another type. */
public final class UnionMemberRetyped extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(Set.of(Kind.ARM), Fact.SHAPE, Fact.TYPE, Fact.WIDTH, Fact.SIGN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.ARM).filter(pair -> Unions.inUnions(pair) && isOther(comparison, pair)).forEach(pair -> {
            String was = Words.shortened(pair.was(Fact.TYPE));
            String is = Words.shortened(pair.is(Fact.TYPE));
            String text = "`" + pair.name() + "` is `" + is + "`, was `" + was + "`: ";
            if (pair.changed(Fact.SHAPE)) {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(was, is)
                        .says(text + "by the same tag each side takes the bytes for something else")
                        .instead("keep the arm, and add one with a tag of its own"));
            } else {
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(was, is)
                        .says(text + "the bytes are the same, and programs have to use other names")
                        .instead("keep the type"));
            }
        });
    }

    /**
     * A type that kept its name is judged where it is declared, one without a name by its members, and lengths and orders of bytes have rules of
     * their own.
     */
    private static boolean isOther(Comparison comparison, Pair pair) {
        Dims was = Dims.of(pair.before());
        Dims is = Dims.of(pair.after());
        if (Scope.same(comparison, pair, pair.was(Fact.TYPE), pair.is(Fact.TYPE)) || comparison.same(was.base(), is.base())) {
            return false;
        }
        boolean numbers = !was.base().contains(".") && !is.base().contains(".") && was.lengths().equals(is.lengths());
        return !(numbers && pair.changed(Fact.ENDIAN) && !pair.changed(Fact.WIDTH) && !pair.changed(Fact.SIGN) && !pair.is(Fact.WIDTH).isEmpty()
                && Parts.isWord(pair.before()) == Parts.isWord(pair.after()));
    }
}
