// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** All ioctls of a node have another letter. */
public final class IoctlTypeChanged extends FactRule {
    public IoctlTypeChanged() {
        super(Fact.LETTER, Kind.CHARDEV);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("the ioctls of `" + pair.name() + "` have the letter " + is + ", was " + was
                        + ": no program of the other version is understood in anything")
                .instead("keep the letter"));
    }
}
