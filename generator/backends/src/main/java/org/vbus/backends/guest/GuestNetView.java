// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.List;
import org.vbus.backends.kernel.Op;
import org.vbus.backends.kernel.ProfileShare.ProfileBit;

/**
 * What {@code guest-net.stg} speaks of: what joins a driver to profile net.
 *
 * @param banner comment lines, with their stars
 * @param device its name
 * @param release of its spec
 * @param authored some operation is the author's, whose file then has the table
 * @param groups feature groups with something of the profile
 * @param calls that the profile makes
 * @param served operations of the profile, in the order of the struct
 */
record GuestNetView(List<String> banner, String device, String release, boolean authored, List<Group> groups, List<Call> calls,
                    List<Op> served) {

    /**
     * A feature group.
     *
     * @param name in lower case
     * @param bits features that the profile understands
     * @param own further bits are the author's
     */
    record Group(String name, List<ProfileBit> bits, boolean own) { }

    /** A call: its name in lower case, and whether it asks for the address. */
    record Call(String name, List<String> mac) { }
}
