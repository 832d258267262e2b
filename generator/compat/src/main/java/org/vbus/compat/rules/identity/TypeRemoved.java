// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Tombstones;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A type is gone. */
public final class TypeRemoved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // of an imported package: a type that nothing uses any longer is judged where it was used
        comparison.removed(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS).filter(pair -> Own.before(comparison, pair)).forEach(pair -> {
            boolean kept = Tombstones.kept(pair).isPresent();
            found.add(finding(kept ? Severity.WARNING : Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                    .values(pair.name(), "")
                    .says("`" + pair.name() + "` is gone: a peer of the older version still sends and expects it, "
                            + "and no program that names it compiles"
                            + (kept ? "; its name stays taken" : ""))
                    .instead(kept ? "make sure that no released peer uses it"
                            : "keep the type and mark it `deprecated`; once no peer uses it, leave `removed "
                            + pair.kind().word() + " " + pair.name() + "` behind"));
        });
    }
}
