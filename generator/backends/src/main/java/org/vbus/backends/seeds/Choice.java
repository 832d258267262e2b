// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.seeds;

/** What stands in a record where the spec leaves a choice. Both keep the rules that a field has on its own. */
enum Choice {
    /** The least of each range, first literals, no flags, one element. */
    LEAST,
    /** The greatest of each range, last literals, all flags, many elements. */
    MOST
}
