// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A request is gone. */
public final class RequestRemoved extends RemovalRule {
    public RequestRemoved() {
        super(Kind.REQUEST, false, "an older driver makes it and gets an error");
    }
}
