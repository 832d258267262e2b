// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Rings, their protocols, and other shared memory. */
public final class RingRules {
    private RingRules() { }

    public static List<Rule> all() {
        return List.of();
    }
}
