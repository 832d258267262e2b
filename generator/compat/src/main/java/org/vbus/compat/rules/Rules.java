// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules;

import java.util.List;
import java.util.stream.Stream;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rules.layout.LayoutRules;
import org.vbus.compat.rules.values.ValueRules;

/** All rules, a family after the other; those that judge what others found come last. */
public final class Rules {
    private static final List<Rule> ALL = Stream.of(LayoutRules.all(), ValueRules.all()).flatMap(List::stream).toList();

    private Rules() { }

    public static List<Rule> all() {
        return ALL;
    }
}
