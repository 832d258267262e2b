// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A struct is packed that was not, or the other way round. */
public final class StructPackingChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.STRUCT), Fact.PACKED);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.STRUCT).filter(struct -> struct.changed(Fact.PACKED)).forEach(struct -> {
            String what = "`" + struct.name() + (struct.after().is(Fact.PACKED) ? "` is packed, was not" : "` is no longer packed");
            if (Places.differs(struct, Fact.SIZE) || !new Body(struct).keepsFields()) {
                found.add(finding(Severity.ERROR, struct).breaks(Axis.WIRE).inAll()
                        .values(word(struct.before().is(Fact.PACKED)), word(struct.after().is(Fact.PACKED)))
                        .says(what + ": its fields or its end lie elsewhere than the other side looks for them")
                        .instead("leave it as it is; a packed layout has a struct of its own"));
            } else {
                found.add(finding(Severity.WARNING, struct).risks(Axis.WIRE, Axis.SOURCE)
                        .values(word(struct.before().is(Fact.PACKED)), word(struct.after().is(Fact.PACKED)))
                        .says(what + ": nothing in it moves, but it may begin at other addresses, and compilers read its fields in another way")
                        .instead("leave it as it is"));
            }
        });
    }

    private static String word(boolean packed) {
        return packed ? "packed" : "";
    }
}
