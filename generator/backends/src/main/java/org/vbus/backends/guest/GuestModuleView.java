// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.guest;

import java.util.List;
import org.vbus.backends.kernel.Check;

/**
 * What {@code guest-module.stg} speaks of.
 *
 * @param banner comment lines, with their stars
 * @param device the device
 * @param checks functions that check structs, each before its first use
 */
record GuestModuleView(List<String> banner, GuestDevice device, List<Check.Function> checks) { }
