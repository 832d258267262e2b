// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.List;
import org.vbus.bus.Bus;
import org.vbus.embedded.EmbeddedBus;
import org.vbus.examples.ExampleException;
import org.vbus.kernel.KernelBus;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/**
 * A bus to capture on.
 *
 * @param bus this process is its member
 * @param container with the device, if it is in this process; else null
 */
record BusChoice(Bus bus, EmbeddedBus container) implements AutoCloseable {
    /**
     * Joins what the words of {@code --bus} say.
     *
     * @param host that there is to be on a bus in this process
     */
    static BusChoice join(List<String> words, Inet4Address host) {
        String kind = words.getFirst();
        if (words.size() == (kind.equals("socket") ? 2 : 1)) {
            switch (kind) {
                case "kernel" -> {
                    return new BusChoice(kernel(), null);
                }
                case "socket" -> {
                    return new BusChoice(EmbeddedBus.connect(Path.of(words.get(1))), null);
                }
                case "embedded" -> {
                    EmbeddedBus container = new EmbeddedBus("venet");
                    container.plug(new EchoHost(host));
                    return new BusChoice(container.join(), container);
                }
                default -> { }
            }
        }
        throw new ExampleException("--bus is `kernel`, `socket PATH` or `embedded`, not `" + String.join(" ", words) + "`");
    }

    private static Bus kernel() {
        try {
            return KernelBus.join();
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                throw new ExampleException(e.getMessage() + ": the module vbus_user makes that node");
            }
            if (e.is(Errno.EPERM)) {
                throw new ExampleException(e.getMessage() + ": a process must join a bus before, as by `echo $$ > .../instances/NAME/join` in its shell");
            }
            throw e;
        }
    }

    @Override
    public void close() {
        bus.close();
        if (container != null) {
            container.close();
        }
    }
}
