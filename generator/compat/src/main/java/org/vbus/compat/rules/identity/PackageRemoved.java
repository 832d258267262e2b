// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A package is gone. */
public final class PackageRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.SPEC);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // an imported package that nothing uses any longer: each use that went is judged where it was
        comparison.removed(Kind.SPEC).filter(pair -> comparison.before().requested().contains(pair.before().name()))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                        .values(pair.name(), "")
                        .says("package `" + pair.name() + "` with all it declares is gone: peers of the older version still speak it, and "
                                + "nobody answers")
                        .instead("keep the package; mark what is not to be used any longer `deprecated`")));
    }
}
