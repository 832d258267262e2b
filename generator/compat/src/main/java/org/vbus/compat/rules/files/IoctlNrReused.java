// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.ReuseRule;

/** An ioctl has the number that another had. */
public final class IoctlNrReused extends ReuseRule {
    public IoctlNrReused() {
        super(Fact.NUMBER, Kind.IOCTL);
    }
}
