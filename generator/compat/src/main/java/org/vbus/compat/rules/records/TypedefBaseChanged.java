// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
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

/** A name for a type stands for another type. */
public final class TypedefBaseChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.ALIAS), Fact.SHAPE, Fact.TYPE, Fact.WIDTH, Fact.SIGN, Fact.ENDIAN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // a type that kept its name is judged where it is declared, and another length as that of an array
        comparison.matched(Kind.ALIAS).filter(pair -> !comparison.same(Dims.of(pair.before()).base(), Dims.of(pair.after()).base())).forEach(pair -> {
            String was = Words.shortened(pair.was(Fact.TYPE));
            String is = Words.shortened(pair.is(Fact.TYPE));
            String text = "`" + pair.name() + "` is `" + is + "`, was `" + was + "`: ";
            if (!pair.changed(Fact.SHAPE)) {
                found.add(finding(Severity.NOTE, pair).risks(Axis.SOURCE).values(was, is).says(text + "the bytes are the same")
                        .instead("keep the type where programs use its name"));
                return;
            }
            boolean dangerous = isNumber(pair, Fact.WIDTH) && !pair.changed(Fact.WIDTH) && !pair.changed(Fact.ENDIAN) && !pair.changed(Fact.LENGTH);
            found.add(finding(dangerous ? Severity.DANGER : Severity.ERROR, pair).breaks(Axis.SOURCE, dangerous ? Axis.SOURCE : Axis.WIRE)
                    .risks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is).says(text + consequence(pair, dangerous))
                    .instead("keep the type, and give the new one a name of its own"));
        });
    }

    private static boolean isNumber(Pair pair, Fact width) {
        return !pair.was(width).isEmpty() && !pair.is(width).isEmpty();
    }

    private static String consequence(Pair pair, boolean dangerous) {
        if (dangerous) {
            return pair.changed(Fact.SIGN)
                    ? "numbers with the highest bit set are negative for one side and large for the other"
                    : "the same number means something else to the other side";
        }
        return !pair.changed(Fact.WIDTH) && pair.changed(Fact.ENDIAN)
                ? "one side reads the other's bytes swapped" : "what has it has other bytes, in every record and call";
    }
}
