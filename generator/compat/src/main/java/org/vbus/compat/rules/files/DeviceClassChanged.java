// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** Administrators make devices of a model under another name. */
public final class DeviceClassChanged extends FactRule {
    public DeviceClassChanged() {
        super(Fact.TYPE_STRING, Kind.MODEL);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(was, is)
                .says("`" + pair.name() + "` is made as \"" + is + "\", was \"" + was
                        + "\": scripts of the other version ask for a class that is not there")
                .instead("keep the name; a second model may have the other"));
    }
}
