// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.List;

/**
 * What {@code host-stream.stg} speaks of: what joins a host module to profile stream.
 *
 * @param banner comment lines, with their stars
 * @param model the class
 * @param authored some operation is the author's, whose file then has the table
 * @param beyond the device has something that the profile does not know
 * @param served operations of the profile, in the order of the struct
 */
record HostStreamView(List<String> banner, HostModel model, boolean authored, boolean beyond, List<Served> served) {

    /**
     * An operation of the profile.
     *
     * @param kind name of its template
     * @param member name in the ops struct
     * @param function that serves it
     * @param result type and the space before the name
     * @param parameters declarations
     * @param subject in lower case: the attribute, the ring, the region or the call
     * @param mapped what a region that processes map has in bytes
     */
    record Served(String kind, String member, String function, String result, List<String> parameters, String subject, List<String> mapped) { }
}
