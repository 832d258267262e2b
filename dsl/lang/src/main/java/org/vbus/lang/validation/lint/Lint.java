// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import java.util.Set;
import org.vbus.model.Tier;

/** One rule about specs that compile. */
interface Lint {
    /** Looks at one file, and says what it finds. */
    void look(Subject subject);

    /** Promises of specs that it is for. A rule about numbers that a stable spec has to keep comes too late there. */
    default Set<Tier> tiers() {
        return Set.of(Tier.TESTING, Tier.STABLE);
    }
}
