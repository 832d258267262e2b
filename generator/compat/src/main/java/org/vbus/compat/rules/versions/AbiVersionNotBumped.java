// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.versions;

/** What a version number covers changed so that peers misunderstand each other, and the number did not. Rings have {@link RingVersionNotBumped}. */
public final class AbiVersionNotBumped extends NotBumped {
    public AbiVersionNotBumped() {
        super(false);
    }
}
