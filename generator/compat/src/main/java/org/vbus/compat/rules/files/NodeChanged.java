// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** A node is called something else. */
public final class NodeChanged extends FactRule {
    public NodeChanged() {
        super(Fact.NODE, Kind.CHARDEV);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll().values(was, is)
                .says("/dev/" + is + " was /dev/" + was + ": programs and rules of the other version do not find it")
                .instead("keep the name; a second node may have the other"));
    }
}
