// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import org.vbus.compat.abi.Kind;

/** A feature is gone. */
public final class FeatureBitRemoved extends FeatureRemoval {
    public FeatureBitRemoved() {
        super(Kind.FEATURE, "feature", "bit", "is gone: a device of the newer version does not offer it, "
                + "and a driver or a running guest of the older one has to do without", "removed");
    }
}
