// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vbus.bus.Bus;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.DeviceModel;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.runtime.ErrnoException;

/**
 * A container: devices that its members, and nobody else, can open. Devices come and go while it is used. Any thread may call any method.
 *
 * <p>Listeners of devices' signals run in one thread of the container's, one after the other: they must not wait for each other.
 */
public final class EmbeddedBus implements AutoCloseable {
    private final Devices devices;
    private final Dispatcher south;
    private final List<AutoCloseable> members = new ArrayList<>();
    private boolean closed;

    /**
     * An empty container.
     *
     * @param name for threads and messages
     */
    public EmbeddedBus(String name) {
        south = new Dispatcher("vbus " + name);
        devices = new Devices(new Dispatcher("vbus " + name + " events"));
    }

    /**
     * Hot-plugs a device: members hear of it.
     *
     * @return what it is on this bus; a model that is plugged twice is two devices
     */
    public DeviceInfo plug(DeviceModel model) {
        return devices.add(model);
    }

    /**
     * Removes a device: its connections are closed, members hear of it, sessions of it answer {@code ENODEV}.
     *
     * @throws ErrnoException {@code ENOENT} without such a device
     */
    public void unplug(long id) {
        devices.remove(id);
    }

    /** The devices that are there now. */
    public List<DeviceInfo> devices() {
        return devices.directory().list();
    }

    /** Makes a member in this process. */
    public Bus join() {
        LocalBus member = new LocalBus(devices, south, this::left);
        joined(member);
        return member;
    }

    /**
     * Lets processes of this user join at a path.
     *
     * @return as {@link #serve(Path, Admission)}
     */
    public BusSocket serve(Path path) {
        return serve(path, Admission.sameUser());
    }

    /**
     * Lets other processes join at a path, by {@link #connect}.
     *
     * @param path of the socket, which must not be there; its mode lets everybody in whom {@code admission} may admit
     * @param admission says who may
     * @return closed, its members are put out and the file is gone
     * @throws ErrnoException as bind(2)
     */
    public BusSocket serve(Path path, Admission admission) {
        BusSocket socket = new BusSocket(path, admission, devices, south, this::left);
        joined(socket);
        return socket;
    }

    /**
     * Joins the container of another process.
     *
     * @param path of the socket where it serves
     * @throws ErrnoException as connect(2); {@code EPERM} when it does not admit this process, {@code EPROTO} when it speaks another version
     */
    public static Bus connect(Path path) {
        return RemoteBus.connect(path);
    }

    private void joined(AutoCloseable member) {
        synchronized (members) {
            if (!closed) {
                members.add(member);
                return;
            }
        }
        close(member);
        throw new IllegalStateException("the container is closed");
    }

    private void left(AutoCloseable member) {
        synchronized (members) {
            members.remove(member);
        }
    }

    private static void close(AutoCloseable member) {
        try {
            member.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts out the members, then the devices. A second time it does nothing. */
    @Override
    public void close() {
        List<AutoCloseable> all;
        synchronized (members) {
            if (closed) {
                return;
            }
            closed = true;
            all = List.copyOf(members);
        }
        all.forEach(EmbeddedBus::close);
        devices.close();
        south.close();
    }
}
