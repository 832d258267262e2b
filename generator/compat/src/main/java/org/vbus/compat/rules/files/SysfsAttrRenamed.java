// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Graves;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** An attribute has another name, which is that of its file. */
public final class SysfsAttrRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.ATTRIBUTE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.renamed(Kind.ATTRIBUTE).forEach(pair -> {
            boolean buried = Graves.buried(pair, Kind.ATTRIBUTE.word());
            boolean allowed = buried || Graves.obsolete(pair);
            found.add(finding(allowed ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.BEHAVIOUR)
                    .in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER)
                    .values(pair.before().name(), pair.name())
                    .says("the file `" + pair.name() + "` was `" + pair.before().name() + "`: scripts of the other version do not find it"
                            + (buried ? "; the older name stays reserved" : allowed ? "; the package is obsolete, which announced it" : ""))
                    .instead("keep the file, and have the other name beside it"));
        });
    }
}
