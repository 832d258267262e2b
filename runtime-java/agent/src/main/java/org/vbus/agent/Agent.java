// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vbus.os.Poller;

/**
 * Puts guests on buses of this kernel, as many as there are eventfds for. Any thread.
 *
 * <pre>{@code
 * try (Agent agent = new Agent()) {
 *     Guest guest = agent.attach(GuestSettings.of("g1", "lab", 512L << 20, Path.of("/run/vbus")), System.err::println);
 *     new ProcessBuilder(guest.command().arguments()).inheritIO().start();
 *     System.err.println(guest.await().why());
 * }
 * }</pre>
 */
public final class Agent implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Host host;
    private final Duration patience;
    private final Poller poller = new Poller("vbus agent");
    private final List<Guest> guests = new ArrayList<>();
    private boolean closed;

    /** By {@code /dev/vbus-kvm}. */
    public Agent() {
        this(new KernelHost(KernelHost.NODE), PATIENCE);
    }

    /** By another host, with other patience for QEMU's monitor. */
    Agent(Host host, Duration patience) {
        this.host = host;
        this.patience = patience;
    }

    /**
     * Attaches a guest. When this returns, QEMU can be started with {@link Guest#command()}.
     *
     * @param log gets what an operator may want to know, line by line, in any thread; must not wait
     * @throws AgentException when it cannot be attached, with the reason
     */
    public Guest attach(GuestSettings settings, Consumer<String> log) {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the agent is closed");
            }
        }
        Guest guest = new Guest(settings, host, poller, log, patience);
        synchronized (this) {
            if (!closed) {
                guests.add(guest);
                return guest;
            }
        }
        guest.close();
        throw new IllegalStateException("the agent is closed");
    }

    /** Leaves all guests: see {@link Guest#close()}. A second time it does nothing. */
    @Override
    public void close() {
        List<Guest> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(guests);
            guests.clear();
        }
        left.forEach(Guest::close);
        poller.close();
    }
}
