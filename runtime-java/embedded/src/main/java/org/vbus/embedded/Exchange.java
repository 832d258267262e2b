// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import linux.vbus.VbusEvent;
import linux.vbus_socket.VbusSocketHeader;
import linux.vbus_socket.VbusSocketOp;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.connector.Directory;
import org.vbus.os.Descriptor;
import org.vbus.os.OsException;
import org.vbus.os.Received;
import org.vbus.os.UnixSocket;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;

/** The member's end of the socket: one request at a time, and a thread that hears answers and events. */
final class Exchange implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.vbus.embedded");

    private final UnixSocket socket;
    private final Directory directory;
    private final ReentrantLock turn = new ReentrantLock();
    private final Message request = new Message();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long sequence;
    // the answer that is waited for: whoever receives it copies it here
    private final Message answer = new Message();
    private boolean answered;
    private boolean ended;

    Exchange(UnixSocket socket, Directory directory) {
        this.socket = socket;
        this.directory = directory;
        Thread.ofPlatform().daemon().name("vbus member").start(this::receive);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param call what it is called
     * @param bytes of the body
     * @param fill writes the request's body, all of which is 0 before
     * @param read of the answer's body
     * @return what {@code read} returns
     * @throws ErrnoException what the container answers; {@code ENOTCONN} when it is gone
     */
    long request(String call, VbusSocketOp op, long bytes, Consumer<MemorySegment> fill, ToLongFunction<MemorySegment> read,
            Descriptor... descriptors) {
        if (bytes > Message.CAPACITY - VbusSocketHeader.SIZE) {
            throw new ErrnoException(call, Errno.E2BIG);
        }
        turn.lock();
        try {
            request.begin(op, ++sequence & 0xffffffffL, bytes);
            fill.accept(request.body());
            try {
                socket.send(request.bytes(), descriptors);
            } catch (OsException e) {
                throw gone(call, e);
            }
            await(call);
            int result = answer.header().getResult();
            if (result < 0) {
                throw new ErrnoException(call, -result);
            }
            if (answer.body().byteSize() != bytes) {
                throw new PeerDataException("an answer's block", answer.body().byteSize() + " bytes", bytes + " bytes");
            }
            return read.applyAsLong(answer.body());
        } finally {
            turn.unlock();
        }
    }

    /** The result of the answer that {@link #request} is reading. */
    int result() {
        return answer.header().getResult();
    }

    private static ErrnoException gone(String call, OsException e) {
        return e.is(Errno.EPIPE) || e.is(Errno.EBADF) || e.is(Errno.ECONNRESET) ? new ErrnoException(call, Errno.ENOTCONN) : e;
    }

    private void await(String call) {
        lock.lock();
        try {
            while (!answered && !ended) {
                changed.awaitUninterruptibly();
            }
            if (!answered) {
                throw new ErrnoException(call, Errno.ENOTCONN);
            }
            answered = false;
        } finally {
            lock.unlock();
        }
    }

    private void receive() {
        Message message = new Message();
        try {
            while (receive(message)) { }
        } catch (ErrnoException | PeerDataException e) {
            LOG.log(Level.WARNING, () -> "the bus is left: " + e.getMessage());
        } finally {
            end();
        }
    }

    private boolean receive(Message message) {
        Received received = socket.receive(message.room());
        received.discard();
        if (received.bytes() == 0) {
            return false;
        }
        if (received.bytes() < VbusSocketHeader.SIZE) {
            throw new PeerDataException("vbus_socket_header", received.bytes() + " bytes", "at least " + VbusSocketHeader.SIZE);
        }
        message.received(received.bytes());
        message.header().check();
        if (message.header().getOp() == VbusSocketOp.EVENT) {
            event(message.body());
        } else {
            answered(message);
        }
        return true;
    }

    private void event(MemorySegment body) {
        if (body.byteSize() != VbusEvent.SIZE) {
            throw new PeerDataException("vbus_event", body.byteSize() + " bytes", VbusEvent.SIZE + " bytes");
        }
        VbusEvent event = new VbusEvent().wrap(body, 0);
        event.check();
        if (event.getEventid().isEmpty()) {
            return;
        }
        switch (event.getEventid().get()) {
            case DEVADD -> directory.add(new DeviceInfo(event.data().add().getId(), event.data().add().getType()));
            case DEVDROP -> directory.remove(event.data().getHandle());
            case SHMSIGNAL, SHMCLOSE -> { }
        }
    }

    private void answered(Message message) {
        lock.lock();
        try {
            // of a request that nobody waits for
            if (answered || message.header().getSequence() != request.header().getSequence()) {
                throw new PeerDataException("vbus_socket_header.sequence", Long.toString(message.header().getSequence()), "that of the request");
            }
            answer.copy(message);
            answered = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // the container is gone, and all that was in it
        directory.list().forEach(device -> directory.remove(device.id()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
