// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import linux.vbus.VbusEvent;
import linux.vbus.VbusEventId;
import linux.vbus_socket.VbusSocket;
import linux.vbus_socket.VbusSocketHeader;
import linux.vbus_socket.VbusSocketHello;
import linux.vbus_socket.VbusSocketOp;
import org.vbus.bus.BusListener;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Subscription;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.os.OsException;
import org.vbus.os.Poller;
import org.vbus.os.Received;
import org.vbus.os.UnixSocket;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.WindowException;

/** A process that joined, as the container sees it: a thread that answers its requests in order, until it leaves. */
final class SocketMember implements AutoCloseable, BusListener {
    private static final Logger LOG = System.getLogger("org.vbus.embedded");

    private final UnixSocket socket;
    private final boolean admitted;
    private final Devices devices;
    private final Consumer<AutoCloseable> left;
    private final Verbs verbs;
    private final Message request = new Message();
    private final Message event = new Message();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Subscription subscription = () -> { };

    SocketMember(UnixSocket socket, boolean admitted, Devices devices, Dispatcher south, Poller poller, Consumer<AutoCloseable> left) {
        this.socket = socket;
        this.admitted = admitted;
        this.devices = devices;
        this.left = left;
        this.verbs = new Verbs(devices, south, poller);
    }

    void start() {
        Thread.ofPlatform().daemon().name("vbus member").start(this::run);
    }

    private void run() {
        try {
            if (hello()) {
                while (serve()) { }
            }
        } catch (ErrnoException e) {
            // one that leaves while it is answered is nothing to tell of
            Level level = e.is(Errno.EPIPE) || e.is(Errno.ECONNRESET) ? Level.DEBUG : Level.INFO;
            LOG.log(level, () -> "a member is put out: " + e.getMessage());
        } catch (PeerDataException e) {
            LOG.log(Level.INFO, () -> "a member is put out: " + e.getMessage());
        } catch (IllegalStateException e) {
            // the container was closed meanwhile
            LOG.log(Level.DEBUG, e::getMessage);
        } finally {
            close();
        }
    }

    /** Who it is comes first. */
    private boolean hello() {
        Received received = socket.receive(request.room());
        received.discard();
        if (received.bytes() != VbusSocketHeader.SIZE + VbusSocketHello.SIZE) {
            return false;
        }
        request.received(received.bytes());
        VbusSocketHello hello = new VbusSocketHello().wrap(request.body(), 0);
        request.header().check();
        if (request.header().getOp() != VbusSocketOp.HELLO) {
            return false;
        }
        Errno refusal = refusal(hello);
        if (refusal != null) {
            request.answer(-refusal.number());
            socket.send(request.bytes());
            return false;
        }
        request.answer(0);
        // when it hears that it is a member it has heard of every device
        subscription = devices.directory().listen(this, () -> tell(request));
        return true;
    }

    private Errno refusal(VbusSocketHello hello) {
        try {
            hello.check();
        } catch (PeerDataException e) {
            return Errno.EINVAL;
        }
        if (!admitted) {
            return Errno.EPERM;
        }
        return hello.getVersion() == VbusSocket.VBUS_SOCKET_VERSION ? null : Errno.EPROTO;
    }

    /** One request and its answer. */
    private boolean serve() {
        Message message = verbs.message();
        Received received = socket.receive(message.room());
        if (received.bytes() == 0) {
            return false;
        }
        if (received.bytes() < VbusSocketHeader.SIZE) {
            received.discard();
            throw new PeerDataException("vbus_socket_header", received.bytes() + " bytes", "at least " + VbusSocketHeader.SIZE);
        }
        message.received(received.bytes());
        message.answer(result(received));
        socket.send(message.bytes());
        return true;
    }

    private int result(Received received) {
        try {
            return verbs.run(received);
        } catch (ErrnoException e) {
            return -e.number();
        } catch (PeerDataException | WindowException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, e::getMessage);
            return -Errno.EINVAL.number();
        } finally {
            // what nobody took
            received.discard();
        }
    }

    @Override
    public void added(DeviceInfo device) {
        VbusEvent body = event(VbusEventId.DEVADD);
        body.data().add().setId(device.id());
        body.data().add().setType(device.type());
        tell(event);
    }

    @Override
    public void dropped(DeviceInfo device) {
        event(VbusEventId.DEVDROP).data().setHandle(device.id());
        tell(event);
    }

    private VbusEvent event(VbusEventId what) {
        event.begin(VbusSocketOp.EVENT, 0, VbusEvent.SIZE);
        VbusEvent body = new VbusEvent().wrap(event.body(), 0);
        body.setEventid(what);
        return body;
    }

    /** In the container's thread of events, which waits for no member. */
    private void tell(Message message) {
        try {
            if (!socket.offer(message.bytes())) {
                LOG.log(Level.INFO, "a member does not read its events and is put out");
                socket.shutdown();
            }
        } catch (OsException e) {
            // it has gone; its thread finds out
            LOG.log(Level.DEBUG, e::getMessage);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        socket.shutdown();
        subscription.close();
        verbs.close();
        socket.close();
        left.accept(this);
    }
}
