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

/** A field was put into a nameless union, or taken out of one, and its bytes stayed its own. */
public final class AnonWrap extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.FIELD), Fact.OVERLAY);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        // what it shares its bytes with says FieldMovedIntoOverlay of fields that were there, and FieldAddedOverAnother of new ones
        Body.all(comparison).forEach(body -> Overlays.changed(body).filter(field -> Overlays.neighbours(body, field).isEmpty()).forEach(field ->
                found.add(finding(Severity.NOTE, field).risks(Axis.SOURCE).values(field.was(Fact.OVERLAY), field.is(Fact.OVERLAY))
                        .says("`" + field.name() + "` is " + (field.is(Fact.OVERLAY).isEmpty()
                                ? "no longer in a nameless union" : "in a nameless union now")
                                + ", under the same name" + (field.changed(Fact.OFFSET) ? "" : " and at the same offset"))
                        .instead("nothing needs to be done"))));
    }
}
