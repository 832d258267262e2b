// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import org.vbus.runtime.PeerDataException;

/** A member's buffers as a device sees them. The member may change the bytes at any time: copy, check and use the copy. */
@FunctionalInterface
public interface NorthMemory {
    /** All of the member's pool, address 0 first; of no bytes while it has none. */
    MemorySegment memory();

    /**
     * Makes sure that bytes behind an address, such as one in a slot, are the member's; then they lie at that offset of {@link #memory()}.
     *
     * @throws PeerDataException when not all of them are
     */
    default void check(long address, long length) {
        long size = memory().byteSize();
        if (address < 0 || length < 0 || address > size - length) {
            throw new PeerDataException("address", "0x%x with %s bytes".formatted(address, Long.toUnsignedString(length)),
                    "inside the pool of " + size + " bytes");
        }
    }

    /**
     * The bytes behind an address.
     *
     * @throws PeerDataException as {@link #check}
     */
    default MemorySegment at(long address, long length) {
        check(address, length);
        return memory().asSlice(address, length);
    }
}
