// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.util.List;
import java.util.function.Consumer;
import org.vbus.bus.Bus;
import org.vbus.bus.BusListener;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Region;
import org.vbus.bus.Session;
import org.vbus.bus.Subscription;
import org.vbus.bus.connector.Dispatcher;
import org.vbus.bus.connector.Holdings;
import org.vbus.bus.connector.MappedRegion;
import org.vbus.os.Mapping;

/** A member in the container's own process. */
final class LocalBus implements Bus {
    private final Devices devices;
    private final Dispatcher south;
    private final Consumer<AutoCloseable> left;
    private final Dispatcher north = new Dispatcher("vbus member");
    private final Holdings holdings = new Holdings("the member has left its bus");
    private final MemberMemory pool = new MemberMemory();

    LocalBus(Devices devices, Dispatcher south, Consumer<AutoCloseable> left) {
        this.devices = devices;
        this.south = south;
        this.left = left;
        holdings.add(pool);
    }

    @Override
    public List<DeviceInfo> devices() {
        return devices.directory().list();
    }

    @Override
    public Subscription listen(BusListener listener) {
        Subscription subscription = devices.directory().listen(listener);
        return holdings.add(subscription)::close;
    }

    @Override
    public Session open(long device, long version) {
        return holdings.add(new LocalSession(this, devices.open(device, pool, version), north, south, holdings::remove));
    }

    @Override
    public Region region(long bytes) {
        Mapping mapping = Mapping.create("vbus region", bytes);
        return new MappedRegion<>(holdings, mapping, mapping.memory());
    }

    @Override
    public Region pool(long bytes) {
        Mapping mapping = Mapping.create("vbus pool", bytes);
        pool.use(mapping);
        return new MappedRegion<>(holdings, mapping, mapping.memory());
    }

    /** Sessions go before the memory that they use. */
    @Override
    public void close() {
        holdings.close();
        north.close();
        left.accept(this);
    }
}
