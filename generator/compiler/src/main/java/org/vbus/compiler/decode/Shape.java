// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import org.vbus.model.device.RingType;
import org.vbus.model.type.Body;

/** What bytes can be read as. */
sealed interface Shape {
    /** How people call it. */
    String title();

    /**
     * A record, as often as there are bytes.
     *
     * @param repeated otherwise just one, and what follows is a problem
     */
    record Records(String title, Body body, boolean repeated) implements Shape { }

    /** The memory of a ring. */
    record Ring(String title, RingType type) implements Shape { }
}
