// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What is in a record: unions, arrays, bit words, reserved bytes. */
public final class RecordRules {
    private RecordRules() { }

    public static List<Rule> all() {
        return List.of();
    }
}
