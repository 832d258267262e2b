// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

/** The layout or the protocol of a ring changed, and the number in its header did not. */
public final class RingVersionNotBumped extends NotBumped {
    public RingVersionNotBumped() {
        super(true);
    }
}
