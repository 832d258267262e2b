// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import org.vbus.runtime.PeerDataException;

/** A member's buffers as a device sees them. The member may change the bytes at any time: copy, check and use the copy. */
@FunctionalInterface
public interface NorthMemory {
    /**
     * The bytes behind an address, such as one in a slot.
     *
     * @throws PeerDataException when not all of them are the member's
     */
    MemorySegment at(long address, long length);
}
