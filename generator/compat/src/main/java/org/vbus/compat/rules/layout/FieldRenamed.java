// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Set;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Names;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The same bytes have another name. */
public final class FieldRenamed extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.renamed(Kind.FIELD);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.renamed(Kind.FIELD).forEach(field -> {
            String old = field.before().name();
            if (Names.alike(field.before(), field.after())) {
                found.add(finding(Severity.WARNING, field).breaks(Axis.SOURCE).values(old, field.name())
                        .says("`" + field.name() + "` was called `" + old + "`: the bytes are the same, programs that name it no longer compile")
                        .instead("keep the name, or keep both in a `union` until nobody uses the old one"));
            } else {
                found.add(finding(Severity.DANGER, field).breaks(Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(old, field.name())
                        .says("`" + field.name() + "` is where `" + old
                                + "` was, and the names have little in common: if it means something else, each side takes one for the other")
                        .instead("leave the bytes of the old one `reserved` and give the new one bytes of its own; if it is only a name, "
                                + "keep both in a `union`"));
            }
        });
    }
}
