// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** What processes and administrators see: character devices, ioctls, models and their attributes. */
public final class FileRules {
    private FileRules() { }

    public static List<Rule> all() {
        return List.of();
    }
}
