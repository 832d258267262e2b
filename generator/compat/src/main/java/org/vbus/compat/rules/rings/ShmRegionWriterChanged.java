// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.FactRule;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Severity;

/** Another side writes a region. */
public final class ShmRegionWriterChanged extends FactRule {
    public ShmRegionWriterChanged() {
        super(Fact.WRITERS, Kind.REGION);
    }

    @Override
    protected void judge(Pair pair, String was, String is, Findings found) {
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + pair.name() + "` is written by " + (is.isEmpty() ? "either side" : is) + ", was by "
                        + (was.isEmpty() ? "either side" : was) + ": one side overwrites what is the other's, or waits for what nobody writes")
                .instead("add a region for the other writer, behind a new feature bit"));
    }
}
