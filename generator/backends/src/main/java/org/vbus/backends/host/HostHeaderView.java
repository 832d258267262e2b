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
 */
record HostHeaderView(List<String> banner, String guard, List<String> includes, HostModel model, List<HostInterface> interfaces,
                      List<Op> ops) { }
