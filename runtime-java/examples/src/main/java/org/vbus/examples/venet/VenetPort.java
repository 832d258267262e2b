// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import linux.venet.VenetIov;
import linux.venet.VenetRxFlags;
import linux.venet.VenetRxHeader;
import linux.venet.VenetSg;
import linux.venet.bus.VenetClient;
import org.vbus.bus.Bus;
import org.vbus.bus.Idle;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/**
 * The driver: sends and receives whole frames through a venet, a process' or a kernel's, with or without scatter lists and headers. Takes
 * the one pool of its bus. One thread at a time.
 */
final class VenetPort implements AutoCloseable {
    private static final int DEPTH = 64;
    /** A frame of 1514 bytes, and what may stand before it. */
    private static final int BUFFER = 2048;
    private static final int POOL = 2 * DEPTH * BUFFER;
    /** Where a frame lies in its buffer when a scatter list of one piece begins it. */
    private static final long DATA = 64;
    private static final long SEND_LIMIT = TimeUnit.SECONDS.toNanos(2);

    private final VenetClient client;
    private final Consumer<Frame> seen;
    private final byte[] mac;
    private final NorthReceiver<VenetRxHeader> rx;
    private final NorthSender<VenetSg> tx;
    private final Idle sleep;
    private final Queue<Frame> arrived = new ArrayDeque<>();

    /**
     * Opens a device and its link.
     *
     * @param sg features of {@code linux.venet.VenetSgFeatures} to ask for; none but SG
     * @param headers features of {@code linux.venet.VenetRxFeatures} to ask for; none but HDR
     * @param seen is shown every frame that is sent or has arrived
     */
    VenetPort(Bus bus, long device, long sg, long headers, Consumer<Frame> seen) {
        this.seen = seen;
        // before the device is opened: a kernel's bus wants it so
        Pool pool = Pool.of(bus, POOL);
        client = VenetClient.open(bus, device);
        try {
            client.negotiateSg(sg);
            client.negotiateRx(headers);
            mac = client.macquery();
            rx = client.rx(pool, DEPTH, BUFFER);
            tx = client.tx(pool, DEPTH, BUFFER);
            sleep = Idle.blocking(rx.ring());
            client.linkup();
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** The driver's hardware address. */
    byte[] mac() {
        return mac.clone();
    }

    /** What was granted: bits of {@code linux.venet.VenetSgFeatures}. */
    long sg() {
        return client.grantedSg();
    }

    /** What was granted: bits of {@code linux.venet.VenetRxFeatures}. */
    long headers() {
        return client.grantedRx();
    }

    /**
     * Sends a frame.
     *
     * @throws ErrnoException {@code ETIMEDOUT} when the device has all buffers for long
     * @throws IllegalArgumentException when it is too long for a buffer
     */
    void send(Frame frame) {
        if (frame.length() > BUFFER - DATA) {
            throw new IllegalArgumentException("a frame of " + frame.length() + " bytes");
        }
        // buffers that come back make no signal that anybody listens to
        if (!tx.await(Idle.parking(Duration.ofMillis(1)), SEND_LIMIT) || !tx.claim()) {
            throw new ErrnoException("send", Errno.ETIMEDOUT);
        }
        VenetSg sg = tx.message();
        long at = sg == null ? 0 : DATA;
        MemorySegment.copy(frame.memory(), ValueLayout.JAVA_BYTE, 0, tx.buffer(), ValueLayout.JAVA_BYTE, at, frame.length());
        if (sg == null) {
            tx.send(frame.length());
        } else {
            sg.setLen(frame.length());
            sg.setCount(1);
            VenetIov piece = sg.iov(0);
            piece.setLen(frame.length());
            piece.setPtr(tx.address() + DATA);
            tx.send(VenetSg.sizeFor(1));
        }
        tx.signal();
        seen.accept(frame);
    }

    /**
     * The next frame that arrives.
     *
     * @param limit the longest wait
     * @return nothing when none came
     */
    Optional<Frame> receive(Duration limit) {
        long begin = System.nanoTime();
        long left = limit.toNanos();
        while (arrived.isEmpty() && left > 0 && rx.await(sleep, left)) {
            rx.poll(this::take, DEPTH);
            left = limit.toNanos() - (System.nanoTime() - begin);
        }
        return Optional.ofNullable(arrived.poll());
    }

    private void take(VenetRxHeader header, MemorySegment bytes, long length) {
        long at = header == null ? 0 : VenetRxHeader.SIZE;
        // the device may still write to the buffer: from here on it is the copy
        Frame frame = Frame.of(bytes.asSlice(at, length - at).toArray(ValueLayout.JAVA_BYTE));
        if (header != null && (header.getFlags() & VenetRxFlags.NEEDS_CSUM) != 0
                && !Checksum.complete(frame.memory(), header.csum().getStart(), header.csum().getOffset())) {
            return;
        }
        arrived.add(frame);
        seen.accept(frame);
    }

    /** Closes the link, once the device has taken what was sent, and the device. */
    @Override
    public void close() {
        try {
            client.linkdown();
        } finally {
            client.close();
        }
    }
}
