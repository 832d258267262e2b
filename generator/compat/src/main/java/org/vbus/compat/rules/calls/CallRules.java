// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Calls of a device. */
public final class CallRules {
    private CallRules() { }

    public static List<Rule> all() {
        return List.of();
    }
}
