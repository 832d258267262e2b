// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.util.EnumSet;
import java.util.Set;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Flow;

/** Who is hit by another check, guests that move included: such a guest is an older driver on a newer device. */
final class Hit {
    private Hit() { }

    /** When the newer side refuses what the older sends. */
    static Set<Deployment> byOldValues(Pair pair) {
        return withMigration(Flow.ofOldValues(pair));
    }

    /** When the newer side sends what the older refuses, or the other way round. */
    static Set<Deployment> byBoth(Pair pair) {
        EnumSet<Deployment> hit = EnumSet.copyOf(Flow.ofOldValues(pair));
        hit.addAll(Flow.ofNewValues(pair));
        return withMigration(hit);
    }

    private static Set<Deployment> withMigration(Set<Deployment> some) {
        EnumSet<Deployment> hit = EnumSet.copyOf(some);
        if (hit.contains(Deployment.OLD_DRIVER)) {
            hit.add(Deployment.MIGRATION);
        }
        return hit;
    }
}
