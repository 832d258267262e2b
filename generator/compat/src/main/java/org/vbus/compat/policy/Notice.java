// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.policy;

import java.util.Optional;
import org.vbus.compat.rule.Pages;

/** What is reported beside the findings of rules: about what is frozen, about decisions, and about the tool itself. Each has a page. */
public enum Notice {
    LOCK_STALE, LOCK_MISSING, LOCK_TAMPERED, LOCK_UNREADABLE, BASELINE_EMPTY, GENERATOR_DRIFT, SUPPRESSION_UNUSED, SUPPRESSION_EXPIRED, RULE_UNEVALUATED, JAVA_BINARY_CHANGED,
    JAVA_SOURCE_CHANGED, JAVA_NOT_COMPARED;

    /** The text of its page. */
    public Optional<String> page() {
        return Pages.find(name());
    }
}
