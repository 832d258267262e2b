// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A field is gone and its bytes are reserved. */
public final class FieldRemovedToReserved extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.removed(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        Removal.all(comparison).filter(gone -> gone.reserved().isPresent()).forEach(gone -> {
            String policy = gone.reserved().flatMap(element -> element.get(Fact.POLICY)).orElse("");
            found.add(finding(Severity.WARNING, gone.field()).breaks(Axis.SOURCE).risks(Axis.BEHAVIOUR).in(Flow.ofOldValues(gone.field()))
                    .values(gone.field().was(Fact.TYPE), "reserved " + policy)
                    .says("`" + gone.field().name() + "` is gone, and its bytes are reserved (" + policy
                            + "): what a peer of the older version writes there is "
                            + (policy.equals("zero")
                                    ? "refused when it is not zero" : "no longer honoured, and nothing says that a later field there begins as zero"))
                    .instead(policy.equals("zero")
                            ? "say in the documentation since when senders leave zero there"
                            : "reserve the bytes as `zero`, so that they can be used again"));
        });
    }
}
