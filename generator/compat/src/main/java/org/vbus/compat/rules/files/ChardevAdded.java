// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A node came. */
public final class ChardevAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.CHARDEV);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.CHARDEV).forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.is(Fact.NODE))
                .says("/dev/" + pair.is(Fact.NODE) + " is new: on an older kernel it is not there").instead("nothing is to be done")));
    }
}
