// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import linux.vbus.VbusDeviceopen;
import linux.vbus_socket.VbusSocket;
import linux.vbus_socket.VbusSocketHello;
import linux.vbus_socket.VbusSocketOp;
import linux.vbus_socket.VbusSocketPool;
import org.vbus.bus.Bus;
import org.vbus.bus.BusListener;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Region;
import org.vbus.bus.Session;
import org.vbus.bus.Subscription;
import org.vbus.bus.connector.Directory;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.bus.connector.Holdings;
import org.vbus.bus.connector.MappedRegion;
import org.vbus.os.Mapping;
import org.vbus.os.Poller;
import org.vbus.os.UnixSocket;

/** A member of another process' container. */
final class RemoteBus implements Bus {
    private final Dispatcher events;
    private final Directory directory;
    private final Poller poller;
    private final Exchange exchange;
    private final Holdings holdings = new Holdings("the member has left its bus");

    private RemoteBus(String name, UnixSocket socket) {
        events = new Dispatcher("vbus member " + name);
        directory = new Directory(events);
        poller = new Poller("vbus bells of member " + name);
        exchange = new Exchange(socket, directory);
    }

    static Bus connect(Path path) {
        RemoteBus bus = new RemoteBus(path.getFileName().toString(), UnixSocket.connect(path));
        try {
            bus.exchange.request("join(" + path + ")", VbusSocketOp.HELLO, VbusSocketHello.SIZE, body -> {
                VbusSocketHello hello = new VbusSocketHello().wrap(body, 0);
                hello.init();
                hello.setVersion(VbusSocket.VBUS_SOCKET_VERSION);
            }, body -> 0);
            return bus;
        } catch (RuntimeException | Error e) {
            bus.close();
            throw e;
        }
    }

    Exchange exchange() {
        return exchange;
    }

    Poller poller() {
        return poller;
    }

    Dispatcher events() {
        return events;
    }

    @Override
    public List<DeviceInfo> devices() {
        return directory.list();
    }

    @Override
    public Subscription listen(BusListener listener) {
        return holdings.add(directory.listen(listener))::close;
    }

    @Override
    public Session open(long device, long version) {
        DeviceInfo info = directory.find(device);
        String call = "open(" + info + ", version " + version + ")";
        long handle = exchange.request(call, VbusSocketOp.OPEN, VbusDeviceopen.SIZE, body -> {
            VbusDeviceopen open = new VbusDeviceopen().wrap(body, 0);
            open.setDevid(device);
            open.setVersion(version);
        }, body -> new VbusDeviceopen().wrap(body, 0).getHandle());
        return holdings.add(new RemoteSession(this, info, handle, holdings::remove));
    }

    @Override
    public Region region(long bytes) {
        Mapping mapping = Mapping.create("vbus region", bytes);
        return new MappedRegion<>(holdings, mapping, mapping.memory());
    }

    @Override
    public Region pool(long bytes) {
        Mapping mapping = Mapping.create("vbus pool", bytes);
        try {
            exchange.request("pool(" + bytes + ")", VbusSocketOp.POOL, VbusSocketPool.SIZE, body -> new VbusSocketPool().wrap(body, 0).setLen(bytes),
                    body -> 0, mapping.descriptor());
        } catch (RuntimeException | Error e) {
            mapping.close();
            throw e;
        }
        return new MappedRegion<>(holdings, mapping, mapping.memory());
    }

    @Override
    public void close() {
        holdings.close();
        exchange.close();
        poller.close();
        events.close();
    }
}
