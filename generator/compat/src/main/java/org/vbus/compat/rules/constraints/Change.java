// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

/** What became of the values that a field may have. */
enum Change {
    /** Only zero is accepted now. */
    ZERO_ADDED,
    /** Something else than zero is accepted as well. */
    ZERO_DROPPED,
    /** One value is accepted, and it was another. */
    FIXED,
    /** One value is accepted, and there were several. */
    SETTLED,
    /** One value was accepted, and now there are several. */
    FREED,
    BOUND_RAISED,
    BOUND_LOWERED,
    /** Something is no longer accepted. */
    TIGHTENED,
    /** Something is accepted that was not. */
    LOOSENED,
    /** Both of it, or nobody can tell. */
    MIXED
}
