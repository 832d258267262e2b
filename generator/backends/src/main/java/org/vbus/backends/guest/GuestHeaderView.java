// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.List;
import org.vbus.backends.kernel.Op;

/**
 * What {@code guest-header.stg} speaks of: what the author of a driver writes, and what with.
 *
 * @param banner comment lines, with their stars
 * @param guard macro against including twice
 * @param include the device's user-visible header
 * @param device the device
 * @param ops every operation, in the order of the struct
 * @param profile what the driver is built on, if anything
 * @param authored some operation is the author's
 */
record GuestHeaderView(List<String> banner, String guard, String include, GuestDevice device, List<Op> ops, List<Handle> profile,
                       boolean authored) {

    /**
     * The profile's object.
     *
     * @param name of the profile, and of the member that holds it
     * @param include its header
     * @param type tag of its struct
     */
    record Handle(String name, String include, String type) { }
}
