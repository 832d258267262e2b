// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.ReuseRule;

/** A call has the number that another call had. */
public final class VerbNumberReused extends ReuseRule {
    public VerbNumberReused() {
        super(Fact.NUMBER, Kind.CALL);
    }
}
