// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** An ioctl has another index. */
public final class IoctlNrChanged extends FactRule {
    public IoctlNrChanged() {
        super(Fact.NUMBER, Kind.IOCTL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` is ioctl " + is + ", was " + was + ": a program of the other version asks for another one, or for none")
                .instead("keep the number"));
    }
}
