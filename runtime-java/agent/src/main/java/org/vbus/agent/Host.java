// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.util.List;

/** Where buses are: this kernel. */
interface Host {
    /**
     * Puts a guest on a bus.
     *
     * @param bus its name
     * @param ranges of the guest's memory, in the order of addresses
     * @param memory where the file of the memory is mapped
     * @param bells of the guest
     * @throws AgentException when it cannot be, with the reason
     */
    Attachment attach(String bus, List<Range> ranges, long memory, Bells bells);
}
