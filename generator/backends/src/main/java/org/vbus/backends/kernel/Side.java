// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import org.vbus.model.type.Direction;

/** Which half is being generated. A half checks what the other one wrote. */
public enum Side {
    HOST, GUEST;

    /** Whether this half must check something that travels in that direction. */
    public boolean checks(Direction direction) {
        return this == HOST ? direction.toDevice() : direction.toDriver();
    }
}
