// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import linux.shm_signal.ShmLocality;
import linux.vbus.VbusDescribe;
import linux.vbus.VbusFeatures;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;
import org.vbus.shm.Ioq;
import org.vbus.shm.ShmSignal;

/**
 * What generated connections of device models have in common: what the driver shared, which calls it made, and the refusals, which are those of
 * generated host modules. For generated code; one thread at a time, as {@link DeviceConnection} says.
 */
public final class DeviceSide {
    /** Longest message that a ring's end takes unless its model says another: a frame of any network, and records before it. */
    public static final long MOST = 65536 + 4096;

    private final String device;
    private final NorthMemory memory;
    private final Set<String> made = new HashSet<>();
    private final Set<String> shared = new HashSet<>();
    private final List<Ioq> rings = new ArrayList<>();
    private final VbusFeatures features = new VbusFeatures();
    private final VbusDescribe description = new VbusDescribe();

    /**
     * A connection's.
     *
     * @param device as messages call it
     * @param memory the driver's
     */
    public DeviceSide(String device, NorthMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** The driver's memory. */
    public NorthMemory memory() {
        return memory;
    }

    /** A refusal that says what of. */
    public ErrnoException refusal(String what, Errno errno) {
        return new ErrnoException(device + "." + what, errno);
    }

    /** The refusal of a number that the device has no call, ring or region for. */
    public ErrnoException unknown(long number) {
        return refusal("number " + number, Errno.EINVAL);
    }

    // ---- calls

    /**
     * The number of a call, for a switch.
     *
     * @throws ErrnoException {@code EINVAL} for one that has more than 32 bits
     */
    public int number(long function) {
        if (function < 0 || function > 0xffffffffL) {
            throw unknown(function);
        }
        return (int) function;
    }

    /**
     * Makes sure of the length of an argument block.
     *
     * @throws ErrnoException {@code EINVAL} for another
     */
    public void length(String call, MemorySegment arguments, long size) {
        if (arguments.byteSize() != size) {
            throw refusal(call + "(" + arguments.byteSize() + " bytes, not " + size + ")", Errno.EINVAL);
        }
    }

    /**
     * Makes sure of a condition over features.
     *
     * @throws ErrnoException {@code EOPNOTSUPP}, not {@code EINVAL}: the driver may know it, but did not negotiate it
     */
    public void needs(boolean holds, String what) {
        if (!holds) {
            throw refusal(what, Errno.EOPNOTSUPP);
        }
    }

    /**
     * Makes sure that rings and regions have been shared and calls been made.
     *
     * @throws ErrnoException {@code EINVAL} for a call that comes too early
     */
    public void after(String call, String... others) {
        for (String other : others) {
            if (!made.contains(other)) {
                throw refusal(call + " before " + other, Errno.EINVAL);
            }
        }
    }

    /**
     * What the author of a call answers.
     *
     * @return 0 or more
     * @throws ErrnoException for less: its number
     */
    public int answer(String call, int result) {
        if (result < 0) {
            throw new ErrnoException(device + "." + call, -result);
        }
        return result;
    }

    /** Zeroed memory for an argument block. */
    public static MemorySegment block(long size) {
        return ClientSide.block(size);
    }

    /** A call succeeded. */
    public void made(String call) {
        made.add(call);
    }

    // ---- the bus's own calls

    /** Answers DESCRIBE. */
    public int describe(MemorySegment arguments, String hash, long version, int major, int minor) {
        length("DESCRIBE", arguments, VbusDescribe.SIZE);
        description.wrap(arguments, 0);
        description.clear();
        description.setHash(HexFormat.of().parseHex(hash));
        description.setVersion(version);
        description.setReleaseMajor(major);
        description.setReleaseMinor(minor);
        return 0;
    }

    /** The block of the bus's own NEGOTIATE, checked. */
    public VbusFeatures negotiation(MemorySegment arguments) {
        negotiates("NEGOTIATE", arguments, VbusFeatures.SIZE);
        features.wrap(arguments, 0).check();
        return features;
    }

    /**
     * Makes sure that there can be a negotiation.
     *
     * @throws ErrnoException {@code EINVAL} for another length, or once a ring or region was shared: what a ring carries may hang on features
     */
    public void negotiates(String call, MemorySegment arguments, long size) {
        length(call, arguments, size);
        if (!shared.isEmpty()) {
            throw refusal(call + " after the first ring or region", Errno.EINVAL);
        }
    }

    // ---- memory

    /**
     * The driver shares a ring or a region.
     *
     * @param take what is done with it; when it throws, nothing was shared
     * @throws ErrnoException {@code EEXIST} for what was shared before
     */
    public void share(String name, Runnable take) {
        if (shared.contains(name)) {
            throw refusal(name, Errno.EEXIST);
        }
        int before = rings.size();
        try {
            take.run();
        } catch (RuntimeException | Error e) {
            while (rings.size() > before) {
                rings.removeLast().stop();
            }
            throw e;
        }
        shared.add(name);
        made.add(name);
    }

    /**
     * A ring that the driver shares.
     *
     * @throws ErrnoException {@code EINVAL} without a signal
     * @throws PeerDataException when it is no ring, or has another depth
     */
    public Ioq ring(String name, MemorySegment region, ShmSignal signal, int min, int max) {
        if (signal == null) {
            throw refusal(name + " without a signal", Errno.EINVAL);
        }
        aligned(name, region, Long.BYTES);
        int count = Ioq.check(region, max);
        if (count < min) {
            throw new PeerDataException("ioq_ring_head.count", Integer.toString(count), min + " to " + max);
        }
        Ioq ring = new Ioq(region, ShmLocality.SOUTH, count, signal);
        rings.add(ring);
        return ring;
    }

    /**
     * A region that the driver shares.
     *
     * @return its memory
     * @throws ErrnoException {@code EINVAL} for another length, off its alignment, or with a signal: there is nothing to be told of
     */
    public MemorySegment region(String name, MemorySegment region, ShmSignal signal, long size, long align) {
        if (signal != null) {
            throw refusal(name + " with a signal", Errno.EINVAL);
        }
        if (region.byteSize() != size) {
            throw refusal(name + "(" + region.byteSize() + " bytes, not " + size + ")", Errno.EINVAL);
        }
        aligned(name, region, align);
        return region;
    }

    private void aligned(String name, MemorySegment region, long align) {
        if ((region.address() & align - 1) != 0) {
            throw refusal(name + " off its alignment of " + align, Errno.EINVAL);
        }
    }

    /** Stops every listener: when this returns none runs, and none will. */
    public void stop() {
        rings.forEach(Ioq::stop);
    }
}
