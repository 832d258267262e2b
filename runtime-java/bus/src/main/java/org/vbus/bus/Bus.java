// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.time.Duration;
import java.util.List;
import org.vbus.runtime.ErrnoException;

/**
 * One bus as its member, a driver, sees it. All methods may be called by any thread. Errors are {@link ErrnoException}s that name the call.
 */
public interface Bus extends AutoCloseable {
    /** The devices that are there now, in the order of their numbers. */
    List<DeviceInfo> devices();

    /**
     * Hears of devices: first of those that are there, then as they come and go.
     *
     * @return closed, it hears no more; a call that is under way may still end
     */
    Subscription listen(BusListener listener);

    /**
     * Opens a device.
     *
     * @param device its number
     * @param version that the driver speaks
     * @throws ErrnoException {@code ENOENT} without such a device, and what the device says, as {@code EINVAL} to a version or {@code EBUSY}
     */
    Session open(long device, long version);

    /**
     * Memory that can be shared with a device: zero, on a page of its own, this bus's until that is closed.
     *
     * @param bytes at least 1
     * @throws ErrnoException when there is no memory, or the limit on locked memory is reached
     */
    Region region(long bytes);

    /**
     * The buffers of this member, from which all addresses in slots count. A member has one pool: asked for again, whatever the size, it is
     * {@code EBUSY}.
     *
     * @param bytes at least 1
     * @throws ErrnoException as {@link #region}
     */
    Region pool(long bytes);

    /** Leaves: closes every session, then lets go of the memory. A second time it does nothing. */
    @Override
    void close();

    /**
     * Waits for a device of a type.
     *
     * @return the first one
     * @throws ErrnoException {@code ETIMEDOUT}
     * @throws InterruptedException when the thread is
     */
    default DeviceInfo await(String type, Duration limit) throws InterruptedException {
        return Arrivals.await(this, type, limit);
    }
}
