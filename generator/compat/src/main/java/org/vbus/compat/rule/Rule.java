// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/**
 * One rule. Its id is its class name in capitals, {@code FieldOffsetChanged} is {@code FIELD_OFFSET_CHANGED}; its page lies beside it in
 * {@code explain/ID.md}, its fixtures in a folder of that name. A rule keeps no state: any thread may use it.
 */
public abstract class Rule {
    private final String id = getClass().getSimpleName().replaceAll("([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])", "$1$2_").toUpperCase(Locale.ROOT);

    /** In capitals. Never reused for something else. */
    public final String id() {
        return id;
    }

    /** Kinds of change that it judges. */
    public abstract Set<Claim> claims();

    /** Whether it judges what others found; such a rule runs after all that do not, in the order of the rules. */
    public boolean looksAtOthers() {
        return false;
    }

    /** Reports all there is, not the first only. */
    public abstract void judge(Comparison comparison, Findings found);

    /** Begins a finding of this rule. */
    protected final Finding.Draft finding(Severity severity, Pair pair) {
        return Finding.about(id, severity, pair);
    }

    /** The text of its page; empty when there is none, which a test forbids. */
    public final Optional<String> page() {
        return Pages.find(id);
    }

    @Override
    public final String toString() {
        return id;
    }
}
