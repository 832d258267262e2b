// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.List;
import org.vbus.backends.kernel.Op;

/**
 * What {@code guest-stream.stg} speaks of: what joins a driver to profile stream.
 *
 * @param banner comment lines, with their stars
 * @param device its name
 * @param authored some operation is the author's, whose file then has the table
 * @param calls that the profile makes, in lower case
 * @param shared the region that processes map, if the device has it
 * @param served operations of the profile, in the order of the struct
 */
record GuestStreamView(List<String> banner, String device, boolean authored, List<String> calls, List<GuestDevice.Region> shared,
                       List<Op> served) { }
