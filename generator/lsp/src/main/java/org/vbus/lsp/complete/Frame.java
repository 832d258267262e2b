// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import java.util.Optional;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CrossReference;

/**
 * Where in the grammar something is expected: a rule, and what of the rule around it it is for.
 *
 * @param rule that is being read
 * @param assignment of that rule that is being read, if any
 * @param link the same, if it is one
 * @param outer the rule around; null at the top
 */
record Frame(AbstractRule rule, Optional<Assignment> assignment, Optional<CrossReference> link, Frame outer) {
    static Frame of(AbstractRule rule, Frame outer) {
        return new Frame(rule, Optional.empty(), Optional.empty(), outer);
    }

    Frame assigning(Assignment one) {
        return new Frame(rule, Optional.of(one), link, outer);
    }

    Frame linking(CrossReference one) {
        return new Frame(rule, assignment, Optional.of(one), outer);
    }

    /** The nearest frame that fills a feature: those of names and numbers fill none. */
    Frame filling() {
        Frame at = this;
        while (at.assignment.isEmpty() && at.outer != null) {
            at = at.outer;
        }
        return at;
    }

    /** As {@code Field.name}. */
    String feature() {
        return rule.getName() + "." + assignment.map(Assignment::getFeature).orElse("");
    }

    /** Whether a rule is being read, at whatever depth. */
    boolean within(String name) {
        for (Frame at = this; at != null; at = at.outer) {
            if (at.rule.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
