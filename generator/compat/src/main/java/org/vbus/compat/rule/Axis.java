// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Locale;

/** What a change is visible in. */
public enum Axis {
    /** Bytes in shared memory, in configuration space, in the argument of a call. */
    WIRE,
    /** Programs that are compiled against headers and bindings. */
    SOURCE,
    /** The same bytes with another meaning, check or order. */
    BEHAVIOUR;

    /** What a change does there. */
    public enum Effect { SAFE, RISK, BREAK }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
