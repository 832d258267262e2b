// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** Waits for devices. */
final class Arrivals {
    private Arrivals() { }

    static DeviceInfo await(Bus bus, String type, Duration limit) throws InterruptedException {
        CompletableFuture<DeviceInfo> first = new CompletableFuture<>();
        BusListener listener = device -> {
            if (device.type().equals(type)) {
                first.complete(device);
            }
        };
        try (Subscription _ = bus.listen(listener)) {
            return first.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ErrnoException("await(" + type + ")", Errno.ETIMEDOUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
