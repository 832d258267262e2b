// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus.connector;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.vbus.bus.Bus;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Session;

/** What the sessions of all connectors have in common: of which device they are, and what ends with them, once and in order. */
public abstract class OpenSession implements Session {
    private final Bus bus;
    private final DeviceInfo device;
    private final Consumer<AutoCloseable> left;
    private final Afterwards signals = new Afterwards();
    private final Afterwards memory = new Afterwards();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A session that is open.
     *
     * @param left hears of its end
     */
    protected OpenSession(Bus bus, DeviceInfo device, Consumer<AutoCloseable> left) {
        this.bus = bus;
        this.device = device;
        this.left = left;
    }

    @Override
    public final Bus bus() {
        return bus;
    }

    @Override
    public final DeviceInfo device() {
        return device;
    }

    @Override
    public final void andClose(AutoCloseable thing) {
        memory.add(thing);
    }

    /** Stops a signal, and what wakes it, once the device is closed and before its memory goes. */
    protected final void stopWith(AutoCloseable signal) {
        signals.add(signal);
    }

    /** Whether somebody has begun to close it. */
    protected final boolean isClosed() {
        return closed.get();
    }

    /** Closes the device; afterwards it signals no more. */
    protected abstract void closeDevice();

    @Override
    public final void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            closeDevice();
        } finally {
            signals.close();
            memory.close();
            left.accept(this);
        }
    }
}
