// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.docs;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What is said to readers. */
public final class DocRules {
    private DocRules() { }

    public static List<Rule> all() {
        return List.of(new DocRemoved(), new DocChanged(), new SinceChanged(), new ElementDeprecated());
    }
}
