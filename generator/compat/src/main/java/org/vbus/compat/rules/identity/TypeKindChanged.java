// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Fingerprint;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.How;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A name stands for another kind of type. */
public final class TypeKindChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.otherKind(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.all(Kind.STRUCT, Kind.ENUM, Kind.FLAGS, Kind.ALIAS).filter(pair -> pair.how() == How.SAME && !pair.isMatched()).forEach(pair -> {
            String was = pair.before().kind().word();
            String is = pair.after().kind().word();
            if (shape(pair.before()).equals(shape(pair.after()))) {
                found.add(finding(Severity.WARNING, pair).breaks(Axis.SOURCE).values(was, is)
                        .says("`" + pair.name() + "` was `" + was + "` and is `" + is
                                + "` for the same bytes: C programs that write the older keyword or tag do not compile, "
                                + "nor Java programs that name the class")
                        .instead("tell the users of the older name; the bytes are what they were"));
            } else {
                found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(was, is)
                        .says("`" + pair.name() + "` was `" + was + "` and is `" + is
                                + "`: each side reads the other's bytes as another kind of thing")
                        .instead("keep `" + pair.name() + "` as it was, and give the newer kind a name of its own"));
            }
        });
    }

    /** The bytes without a name, as uses of the type say it. */
    private static String shape(Element type) {
        return type.kind() == Kind.STRUCT ? "struct " + Fingerprint.brief(type)
                : type.get(Fact.SHAPE).orElse(type.kind().key() + Fingerprint.brief(type));
    }
}
