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

/** An ioctl came. */
public final class IoctlAdded extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.added(Kind.IOCTL);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.added(Kind.IOCTL).forEach(pair -> found.add(finding(Severity.NOTE, pair).values("", pair.is(Fact.IOC_NUMBER))
                .says("`" + pair.name() + "` is new: an older kernel answers ENOTTY, which a program must be ready for")
                .instead("nothing is to be done")));
    }
}
