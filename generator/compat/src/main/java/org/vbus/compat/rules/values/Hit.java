// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.values;

import java.util.EnumSet;
import java.util.Set;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Flow;

/** Who is hit by a value that the newer version no longer takes. */
final class Hit {
    private Hit() { }

    /** By the way that values travel; a running guest sends what it always sent. */
    static Set<Deployment> byLoss(Pair pair) {
        Set<Deployment> hit = EnumSet.copyOf(Flow.ofOldValues(pair));
        if (hit.contains(Deployment.OLD_DRIVER)) {
            hit.add(Deployment.MIGRATION);
        }
        return hit;
    }
}
