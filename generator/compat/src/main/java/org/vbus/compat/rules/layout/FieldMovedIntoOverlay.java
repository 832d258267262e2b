// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

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

/** Fields that had bytes of their own share them, or the other way round. */
public final class FieldMovedIntoOverlay extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.FIELD), Fact.OVERLAY);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Body.all(comparison).forEach(body -> Overlays.changed(body).forEach(field -> {
            List<Pair> others = Overlays.neighbours(body, field);
            if (!others.isEmpty()) {
                boolean joined = !field.is(Fact.OVERLAY).isEmpty()
                        && others.stream().anyMatch(other -> other.is(Fact.OVERLAY).equals(field.is(Fact.OVERLAY)));
                found.add(finding(Severity.DANGER, field).breaks(Axis.SOURCE, Axis.BEHAVIOUR).inAll()
                        .values(field.was(Fact.OVERLAY), field.is(Fact.OVERLAY))
                        .says("`" + field.name() + "` " + (joined ? "shares its bytes with " : "no longer shares its bytes with ")
                                + Causes.names(others)
                                + ": one version writes both where the other has room for one")
                        .instead("leave them where they were; what excludes each other is a new `union` in a new struct"));
            }
        }));
    }
}
