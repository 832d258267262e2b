// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.features;

import org.vbus.compat.abi.Kind;

/** A group of features is gone. */
public final class FeatureGroupRemoved extends FeatureRemoval {
    public FeatureGroupRemoved() {
        super(Kind.GROUP, "group", "number", "is gone with all its bits: a driver of the older version asks for it and gets nothing, "
                + "and a running guest loses what it negotiated", "removed features");
    }
}
