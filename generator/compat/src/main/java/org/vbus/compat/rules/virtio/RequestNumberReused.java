// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.ReuseRule;

/** A request has the number that another had. */
public final class RequestNumberReused extends ReuseRule {
    public RequestNumberReused() {
        super(Fact.NUMBERS, Kind.REQUEST);
    }
}
