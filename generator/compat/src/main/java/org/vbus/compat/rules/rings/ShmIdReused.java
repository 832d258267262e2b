// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.ReuseRule;

/** A ring or a region has the id that another had. */
public final class ShmIdReused extends ReuseRule {
    public ShmIdReused() {
        super(Fact.NUMBER, Kind.RING, Kind.REGION);
    }
}
