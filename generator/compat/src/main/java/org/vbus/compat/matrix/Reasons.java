// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.ArrayList;
import java.util.List;

/** Collects what may happen; the worst outcome stands, with the first reason for it. */
final class Reasons {
    private final List<String> reasons = new ArrayList<>();
    private Outcome worst = Outcome.WORKS;

    void add(Outcome outcome, String reason) {
        if (outcome.compareTo(worst) > 0) {
            reasons.clear();
            worst = outcome;
        }
        if (outcome == worst) {
            reasons.add(reason);
        }
    }

    Outcome outcome() {
        return worst;
    }

    String reason() {
        return reasons.isEmpty() ? "" : reasons.get(0) + (reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : "");
    }
}
