// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.List;
import org.vbus.backends.kernel.ProfileShare.ProfileBit;

/**
 * What {@code host-net.stg} speaks of: what joins a host module to profile net.
 *
 * @param banner comment lines, with their stars
 * @param model the class
 * @param device name of its device
 * @param release of the device's spec
 * @param authored some operation is the author's, whose file then has the table
 * @param beyond the device has something that the profile does not know
 * @param served operations of the profile, in the order of the struct
 */
record HostNetView(List<String> banner, HostModel model, String device, String release, boolean authored, boolean beyond, List<Served> served) {

    /**
     * An operation of the profile.
     *
     * @param kind name of its template
     * @param member name in the ops struct
     * @param function that serves it
     * @param result type and the space before the name
     * @param parameters declarations
     * @param subject in lower case: the attribute, the ring or the call
     * @param arguments of a call, after the connection
     * @param bits features that the profile understands, of a negotiation
     * @param own name of the group whose further bits are the author's, if there are any
     */
    record Served(String kind, String member, String function, String result, List<String> parameters, String subject, List<String> arguments,
                  List<ProfileBit> bits, List<String> own) { }
}
