// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.ShmSignal;

/**
 * An opened device, as the device sees it. The bus calls one method at a time, and nothing after {@link #close()}. Whatever a method throws, the
 * bus goes on: an {@link ErrnoException} is the answer to the driver, a {@link org.vbus.runtime.PeerDataException} is {@code EINVAL}, anything
 * else {@code EIO}.
 */
public interface DeviceConnection extends AutoCloseable {
    /**
     * The driver calls. The bus's own calls ({@code linux.vbus}: DESCRIBE, NEGOTIATE) arrive here too.
     *
     * @param function number of the call
     * @param arguments a copy of its block that nobody else writes, aligned to 8; the driver sees what is written to it when this returns
     * @return 0 or more
     */
    int call(long function, MemorySegment arguments);

    /**
     * The driver shares memory.
     *
     * @param id of the memory
     * @param region just the memory, valid until {@link #close()} has returned
     * @param signal this side's end, masked; null for memory without one
     */
    void share(int id, MemorySegment region, ShmSignal signal);

    /** The driver is gone. When this returns nobody uses the memory or raises a signal because of this connection. */
    @Override
    void close();
}
