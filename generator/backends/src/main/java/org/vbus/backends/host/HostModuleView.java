// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.host;

import java.util.List;
import org.vbus.backends.kernel.Check;

/**
 * What {@code host-module.stg} speaks of.
 *
 * @param banner comment lines, with their stars
 * @param model the class
 * @param interfaces one for each device that the model implements
 * @param attributes files in sysfs
 * @param names literals of the enums that attributes show
 * @param checks functions that check structs, each before its first use
 */
record HostModuleView(List<String> banner, HostModel model, List<HostInterface> interfaces, List<HostAttribute> attributes,
                      List<Names> names, List<Check.Function> checks) {

    /** The literals of one enum. */
    record Names(String tag, List<Literal> literals) { }

    /** A literal: its name in lower case, and its C symbol. */
    record Literal(String name, String symbol) { }
}
