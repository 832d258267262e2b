// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

import java.util.List;
import org.vbus.compat.rule.Rule;

/** Version numbers and releases; they judge what the others found. */
public final class VersionRules {
    private VersionRules() { }

    public static List<Rule> all() {
        return List.of(new AbiVersionDecreased(), new MinSupportedRaised(), new VersionTypeChanged(), new VersionAdded(), new VersionRemoved(),
                new VersionCoverageChanged(),
                new TierRegressed(), new AbiVersionNotBumped(), new RingVersionNotBumped(), new AbiVersionBumpedNeedlessly(), new SemverTooLow());
    }
}
