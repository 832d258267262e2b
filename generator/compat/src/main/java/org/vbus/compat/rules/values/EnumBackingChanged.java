// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.List;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The number behind an enum or a flags word is of another kind. */
public final class EnumBackingChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.ENUM, Kind.FLAGS), Fact.WIDTH, Fact.SIGN, Fact.ENDIAN);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.ENUM, Kind.FLAGS).filter(pair -> pair.changed(Fact.WIDTH) || pair.changed(Fact.SIGN) || pair.changed(Fact.ENDIAN))
                .forEach(pair -> {
            String was = number(pair.before());
            String is = number(pair.after());
            boolean signOnly = !pair.changed(Fact.WIDTH) && !pair.changed(Fact.ENDIAN);
            found.add(finding(signOnly ? Severity.DANGER : Severity.ERROR, pair)
                    .breaks(signOnly ? new Axis[] {Axis.BEHAVIOUR} : new Axis[] {Axis.WIRE, Axis.BEHAVIOUR})
                    .risks(Axis.SOURCE).inAll().values(was, is)
                    .says("`" + pair.name() + "` is " + is + ", was " + was
                            + ": every field of the type is read wrongly by a peer of the other version")
                    .instead("keep the base; declare a new type beside it, and use that in new records"));
        });
    }

    private static String number(Element type) {
        String bytes = type.get(Fact.WIDTH).orElse("");
        String order = type.get(Fact.ENDIAN).orElse("none");
        return type.get(Fact.SIGN).orElse("") + ", " + bytes + (bytes.equals("1") ? " byte" : " bytes") + (order.equals("none") ? "" : ", "
                + (order.equals("native") ? "in the machine's order" : order.equals("virtio") ? "in virtio's order" : order + "-endian"));
    }
}
