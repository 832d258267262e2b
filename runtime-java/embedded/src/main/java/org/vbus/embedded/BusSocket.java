// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.bus.connector.Holdings;
import org.vbus.os.Credentials;
import org.vbus.os.OsException;
import org.vbus.os.Poller;
import org.vbus.os.UnixSocket;

/**
 * Where processes join a container. A process that dies is a member that leaves: its devices are closed, its memory is let go of. One that breaks
 * the protocol, or does not read what it is told, is put out.
 */
public final class BusSocket implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.vbus.embedded");
    private static final int MAX_MEMBERS = 256;

    private final Path path;
    private final Admission admission;
    private final Devices devices;
    private final Dispatcher south;
    private final Consumer<AutoCloseable> left;
    private final UnixSocket listener;
    private final Poller poller;
    private final Holdings members = new Holdings("the socket is closed");

    BusSocket(Path path, Admission admission, Devices devices, Dispatcher south, Consumer<AutoCloseable> left) {
        this.path = path;
        this.admission = admission;
        this.devices = devices;
        this.south = south;
        this.left = left;
        listener = UnixSocket.listen(path);
        try {
            Files.setPosixFilePermissions(path, permissions(admission.mode()));
        } catch (IOException e) {
            listener.close();
            throw new UncheckedIOException(e);
        }
        poller = new Poller("vbus bells " + path.getFileName());
        Thread.ofPlatform().daemon().name("vbus socket " + path.getFileName()).start(this::accept);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] bits = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < bits.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                set.add(bits[i]);
            }
        }
        return set;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** How many processes are members now. */
    public int members() {
        return members.count(SocketMember.class);
    }

    private void accept() {
        while (true) {
            try {
                UnixSocket socket = listener.accept();
                if (socket == null) {
                    return;
                }
                welcome(socket);
            } catch (OsException e) {
                LOG.log(Level.WARNING, () -> path + ": " + e.getMessage());
                pause();
            } catch (IllegalStateException e) {
                // closed between accept and welcome
                return;
            }
        }
    }

    /** Whatever there is too little of, such as descriptors, may come back. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void welcome(UnixSocket socket) {
        Credentials peer = socket.peer();
        boolean admitted = admission.admits(peer) && members() < MAX_MEMBERS;
        if (!admitted) {
            LOG.log(Level.INFO, () -> path + ": process " + peer.pid() + " of user " + peer.uid() + " is not admitted");
        }
        SocketMember member = new SocketMember(socket, admitted, devices, south, poller, members::remove);
        members.add(member);
        member.start();
    }

    /** Puts out the members; the container goes on. A second time it does nothing. */
    @Override
    public void close() {
        listener.close();
        members.close();
        poller.close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> path + " cannot be deleted: " + e.getMessage());
        }
        left.accept(this);
    }
}
