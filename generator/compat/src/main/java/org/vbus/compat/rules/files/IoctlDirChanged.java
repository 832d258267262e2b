// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** The block of an ioctl goes another way. */
public final class IoctlDirChanged extends FactRule {
    public IoctlDirChanged() {
        super(Fact.DIRECTION, Kind.IOCTL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("the block of `" + pair.name() + "` goes " + Words.orNone(is) + ", was " + Words.orNone(was)
                        + ": the way is part of the number, so that the other version does not know it")
                .instead("keep the way; add an ioctl"));
    }
}
