// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import linux.ioq.IoqRingHead;
import linux.shm_signal.ShmLocality;
import linux.vbus.VbusDescribe;
import linux.vbus.VbusDevice;
import linux.vbus.VbusFeatures;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.Ioq;
import org.vbus.shm.ShmSignal;

/**
 * An opened device, as its driver sees it. All methods may be called by any thread; a device runs the calls of one session one after the other.
 */
public interface Session extends AutoCloseable {
    /** Which device. */
    DeviceInfo device();

    /**
     * Calls the device.
     *
     * @param function number of the call
     * @param arguments its block, in and out; native or of a heap array; {@link MemorySegment#NULL} for none
     * @return what the device answers, 0 or more
     * @throws ErrnoException what it answers below 0; {@code ENODEV} once it is gone
     */
    int call(long function, MemorySegment arguments);

    /**
     * Shares memory with the device, without a signal.
     *
     * @param id of the memory, as the spec numbers it
     * @param region of this session's bus
     * @param bytes from its begin; a ring must have exactly its length
     * @throws ErrnoException as {@link #call}
     */
    void share(int id, Region region, long bytes);

    /**
     * Shares memory that a signal's descriptor lies in.
     *
     * @param id of the memory, as the spec numbers it
     * @param region of this session's bus
     * @param bytes from its begin
     * @param signal offset of the descriptor in it, which {@link ShmSignal#format} saw
     * @param priority 0 (the lowest) to 7
     * @return this side's end, masked
     * @throws ErrnoException as {@link #call}
     */
    ShmSignal share(int id, Region region, long bytes, long signal, int priority);

    /** Closes the device and stops every signal of this session. The memory stays. A second time it does nothing. */
    @Override
    void close();

    /** The bus, for memory. */
    Bus bus();

    /** Closes something, such as memory, once the session is closed; at once if it is. */
    void andClose(AutoCloseable thing);

    /**
     * Makes a ring and shares it; its memory goes with the session.
     *
     * @param id of its memory
     * @param depth number of slots
     * @return the north's end, its signal masked
     * @throws ErrnoException as {@link #share}
     */
    default Ioq ring(int id, int depth) {
        long size = Ioq.size(depth);
        Region region = bus().region(size);
        andClose(region);
        MemorySegment memory = region.memory().asSlice(0, size);
        Ioq.format(memory, depth);
        return new Ioq(memory, ShmLocality.NORTH, depth, share(id, region, size, IoqRingHead.SIGNAL_OFFSET, 0));
    }

    /**
     * Asks for features of a group that the bus's own call NEGOTIATE grants.
     *
     * @param group number of the group
     * @param bits that the driver wants
     * @return those that it got
     * @throws ErrnoException as {@link #call}
     */
    default long negotiate(long group, long bits) {
        try (Arena arena = Arena.ofConfined()) {
            VbusFeatures features = new VbusFeatures().wrap(arena.allocate(VbusFeatures.SIZE, VbusFeatures.ALIGN), 0);
            features.setGroup(group);
            features.setBits(bits);
            call(VbusDevice.VBUS_FUNC_NEGOTIATE, features.segment());
            return features.getBits() & bits;
        }
    }

    /**
     * What the device says of the spec that it was made from.
     *
     * @return on the heap
     * @throws ErrnoException as {@link #call}
     */
    default VbusDescribe describe() {
        VbusDescribe description = new VbusDescribe().wrap(MemorySegment.ofArray(new long[(int) VbusDescribe.SIZE / Long.BYTES]), 0);
        call(VbusDevice.VBUS_FUNC_DESCRIBE, description.segment());
        return description;
    }
}
