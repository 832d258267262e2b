// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.rings;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RenameRule;

/** A region of shared memory has another name. */
public final class ShmRegionRenamed extends RenameRule {
    public ShmRegionRenamed() {
        super(Kind.REGION, "its id");
    }
}
