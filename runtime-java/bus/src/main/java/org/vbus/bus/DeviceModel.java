// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import org.vbus.runtime.ErrnoException;

/** A device that a bus can offer. Any thread may open it, several at once. */
public interface DeviceModel {
    /** What drivers match, at most 127 bytes of UTF-8. */
    String type();

    /**
     * A driver opens it.
     *
     * @param memory the driver's, for as long as the connection is open
     * @param version that the driver speaks
     * @throws ErrnoException to refuse: {@code EINVAL} to a version, {@code EBUSY}
     */
    DeviceConnection open(NorthMemory memory, long version);
}
