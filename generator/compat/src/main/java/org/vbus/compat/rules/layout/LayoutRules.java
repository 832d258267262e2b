// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Where bytes lie. */
public final class LayoutRules {
    private LayoutRules() { }

    public static List<Rule> all() {
        return List.of(new FieldEndianChanged());
    }
}
