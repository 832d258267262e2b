// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.List;
import org.vbus.backends.kernel.Op;

/**
 * What {@code host-header.stg} speaks of: what the author of a model writes, and what with.
 *
 * @param banner comment lines, with their stars
 * @param guard macro against including twice
 * @param includes user-visible headers of the devices
 * @param model the class
 * @param interfaces one for each device that the model implements
 * @param ops every operation, in the order of the struct
 * @param profile what the model is built on, if anything
 * @param authored some operation is the author's
 * @param moves the author moves messages through some ring
 */
record HostHeaderView(List<String> banner, String guard, List<String> includes, HostModel model, List<HostInterface> interfaces,
                      List<Op> ops, List<Handle> profile, boolean authored, boolean moves) {

    /**
     * The profile's objects.
     *
     * @param name of the profile, and of the members that hold them
     * @param include its header
     * @param device tag of the struct that it has for a device
     * @param conn tag of the one for a connection
     */
    record Handle(String name, String include, String device, String conn) { }
}
