// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Scope;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** An address points to something else, or a number became an address. */
public final class AddressTargetChanged extends Rule {
    private static final Kind[] KINDS = {Kind.FIELD, Kind.ARM, Kind.ARG, Kind.ALIAS};

    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(KINDS), Fact.TARGET);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(KINDS).filter(pair -> pair.changed(Fact.TARGET)
                && !Scope.same(comparison, pair, pair.was(Fact.TARGET), pair.is(Fact.TARGET))).forEach(pair -> {
            String was = Words.shortened(pair.was(Fact.TARGET));
            String is = Words.shortened(pair.is(Fact.TARGET));
            String what = is.isEmpty() ? "is a number and no address, pointed to `" + was + "`"
                    : "points to `" + is + "`, " + (was.isEmpty() ? "was a number and no address" : "was `" + was + "`");
            found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                    .says("`" + pair.name() + "` " + what + ": one side reads or writes other memory than the other side put there")
                    .instead("keep what it points to; point to the new thing from a new field"));
        });
    }
}
