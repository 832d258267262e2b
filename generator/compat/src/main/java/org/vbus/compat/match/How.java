// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

/** How an element was found again in the other version. */
public enum How {
    /** Under its name. */
    SAME,
    /** Under another name, with what peers know it by. */
    RENAMED,
    /** In another package, with the same bytes. */
    MOVED,
    /** The old version has not got it. */
    ADDED,
    /** The new version has not got it. */
    REMOVED
}
