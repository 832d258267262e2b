// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A call is gone. */
public final class VerbRemoved extends RemovalRule {
    public VerbRemoved() {
        super(Kind.CALL, false, "an older driver makes it and gets an error");
    }
}
