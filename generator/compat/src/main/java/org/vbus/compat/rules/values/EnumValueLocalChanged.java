// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Flow;
import org.vbus.compat.rule.Severity;

/** A literal came to the wire, or left it. */
public final class EnumValueLocalChanged extends FactRule {
    public EnumValueLocalChanged() {
        super(Fact.LOCAL, Kind.LITERAL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        boolean leaves = !is.isEmpty();
        String number = leaves ? pair.was(Fact.VALUE) : pair.is(Fact.VALUE);
        if (leaves) {
            found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).risks(Axis.SOURCE).in(Hit.byLoss(pair)).values("on the wire", "local")
                    .says("`" + pair.name() + "` = " + number + " is local and was on the wire: a peer of the older version still sends " + number
                            + ", and the newer one does not take it")
                    .instead("keep it on the wire; what is local is another literal"));
        } else {
            boolean open = pair.parent().filter(choice -> choice.before().is(Fact.OPEN)).isPresent();
            found.add(finding(open ? Severity.NOTE : Severity.DANGER, pair).risks(Axis.BEHAVIOUR).in(open ? Set.of() : Flow.ofNewValues(pair))
                    .values("local", "on the wire")
                    .says("`" + pair.name() + "` = " + number + " is on the wire and was local: a receiver of the older version "
                            + (open ? "takes a number that it does not know" : "refuses a number that it does not know"))
                    .instead("send it only when a new feature bit was negotiated"));
        }
    }
}
