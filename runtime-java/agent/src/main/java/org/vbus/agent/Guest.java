// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.vbus.os.OsException;
import org.vbus.os.Poller;
import org.vbus.os.Received;
import org.vbus.os.UnixSocket;
import org.vbus.runtime.ErrnoException;

/**
 * A guest on a bus, from its attachment to its end. Any thread.
 *
 * <p>It is attached and QEMU can be started when the constructor returns. A thread of its own waits for QEMU, hands over, and then speaks to
 * QEMU's monitor; news of the kernel come by the agent's poller.
 */
public final class Guest implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(100);
    /** How long the kernel may take to notice that QEMU has gone. */
    private static final Duration GONE = Duration.ofSeconds(10);

    private final GuestSettings settings;
    private final Poller poller;
    private final Consumer<String> log;
    private final Duration patience;
    private final AtomicReference<Ending> ending = new AtomicReference<>();
    /** Told when all is given back. */
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final GuestMemory memory;
    private final Bells bells;
    private final Attachment attachment;
    private final UnixSocket listener;
    private final OwnFile socket;
    private final Thread thread;
    private volatile UnixSocket qemu;
    private volatile QmpClient monitor;
    // of its thread
    private long deadline;
    private boolean listening;

    /**
     * Attaches it.
     *
     * @param poller for news of the kernel, and of QEMU's end
     * @param log gets what an operator may want to know, line by line
     * @param patience how long QEMU's monitor may not answer
     * @throws AgentException when it cannot be
     */
    Guest(GuestSettings settings, Host host, Poller poller, Consumer<String> log, Duration patience) {
        this.settings = settings;
        this.poller = poller;
        this.log = log;
        this.patience = patience;
        memory = GuestMemory.create(settings.ram(), settings.memory());
        Undo undo = new Undo();
        undo.later(memory::close);
        try {
            bells = Bells.create(settings.vectors());
            undo.later(bells::close);
            attachment = host.attach(settings.bus(), settings.machine().ranges(settings.memory()), memory.address(), bells);
            undo.later(attachment::close);
            // the kernel has it pinned
            memory.unmap();
            listener = listen(settings.socket());
            socket = new OwnFile(settings.socket());
        } catch (OsException e) {
            undo.run();
            throw new AgentException(e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            undo.run();
            throw e;
        }
        thread = Thread.ofPlatform().daemon().name("vbus guest " + settings.name()).start(this::run);
    }

    private static UnixSocket listen(Path path) {
        try {
            // of an agent that was killed: one that lives has the memory's file too, and we would not be here
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new AgentException("the socket for QEMU: " + e, e);
        }
        return UnixSocket.listen(path, UnixSocket.Type.STREAM);
    }

    /** What it was attached with. */
    public GuestSettings settings() {
        return settings;
    }

    /** What QEMU must be started with. */
    public QemuCommand command() {
        return new QemuCommand(settings);
    }

    /** Waits for its end. */
    public Ending await() throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            // nobody completes it so
            throw new AssertionError(e);
        }
    }

    /**
     * Waits for its end, but not longer than that.
     *
     * @throws TimeoutException when it lives still
     */
    public Ending await(Duration longest) throws InterruptedException, TimeoutException {
        try {
            return ended.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    // ---- its thread

    private void run() {
        try {
            introduce();
            while (!over()) {
                watch();
            }
        } catch (AgentException | ErrnoException e) {
            takeOff(e.getMessage());
        } catch (InterruptedException e) {
            // nobody interrupts it: it ends with the guest
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            takeOff(e.toString());
            throw e;
        }
    }

    private void introduce() {
        UnixSocket client = listener.accept();
        if (client == null) {
            return;
        }
        qemu = client;
        // whoever ends it closes that one, or was too early to see it
        if (over()) {
            client.close();
            return;
        }
        // one guest, one QEMU
        listener.close();
        socket.remove();
        new IvshmemServer(client).introduce(bells, attachment.control());
        // from here on the guest lives and dies with QEMU
        attachment.handOver();
        bells.close();
        poller.add(attachment.descriptor(), this::news);
        poller.add(client.descriptor(), this::hungUp);
        if (over()) {
            unpoll();
        }
        log.accept("QEMU is there");
        deadline = System.nanoTime() + patience.toNanos();
    }

    /** One conversation with the monitor, until one side ends it. */
    private void watch() throws InterruptedException {
        try (QmpClient qmp = QmpClient.connect(settings.qmp(), this::event)) {
            monitor = qmp;
            if (over()) {
                return;
            }
            qmp.begin();
            List<String> reasons = new Restrictions(settings, qmp).check();
            if (!reasons.isEmpty()) {
                takeOff(String.join("; ", reasons));
                return;
            }
            // QEMU runs, so it has the memory open: it goes with QEMU, whatever becomes of us
            memory.unlink();
            log.accept("QEMU's monitor is listened to");
            listening = true;
            qmp.listen();
        } catch (IOException e) {
            again(e);
        } catch (QmpException e) {
            takeOff("QEMU's monitor: " + e.getMessage());
        }
    }

    /** QEMU's end, as a rule, or its begin. If it is neither, there is a time when it is too much. */
    private void again(IOException failure) throws InterruptedException {
        if (listening) {
            listening = false;
            deadline = System.nanoTime() + patience.toNanos();
        }
        if (System.nanoTime() - deadline > 0) {
            takeOff("QEMU has no monitor at " + settings.qmp() + " (-qmp), so that nobody would know of a reset: " + failure.getMessage());
        }
        Thread.sleep(RETRY.toMillis());
    }

    private void event(String name) {
        if (over()) {
            return;
        }
        Restrictions.forbidden(name).ifPresent(this::takeOff);
        switch (name) {
            case "RESET", "GUEST_PANICKED", "SHUTDOWN" -> {
                attachment.quiesce();
                log.accept("QEMU says " + name + ": the guest's connections are closed");
            }
            default -> { }
        }
    }

    // ---- the poller's thread

    private void news() {
        try {
            attachment.news().forEach(this::heard);
        } catch (ErrnoException e) {
            takeOff(e.getMessage());
        }
    }

    private void heard(Attachment.News news) {
        switch (news.what()) {
            case OPENED -> log.accept("the guest's driver has opened the bus");
            case CLOSED -> log.accept("the guest has left the bus");
            case FAULT -> log.accept("the guest has broken a rule, " + news.count() + " times since the last look: the kernel's log says which");
            case GONE -> end(new Ending(true, "the guest is gone"));
        }
    }

    private void hungUp() {
        UnixSocket client = qemu;
        try (Arena arena = Arena.ofConfined()) {
            Received received = client.receive(arena.allocate(Long.BYTES));
            received.discard();
            if (received.bytes() > 0) {
                // it has nothing to say in this protocol
                return;
            }
        } catch (OsException e) {
            // not worth more than an end
            log.accept(e.getMessage());
        }
        poller.remove(client.descriptor());
        Executor later = CompletableFuture.delayedExecutor(GONE.toMillis(), TimeUnit.MILLISECONDS);
        // as a rule the kernel says so at once
        later.execute(() -> takeOff("QEMU has closed its connection, but somebody has its control page still"));
    }

    // ---- the end

    private void takeOff(String why) {
        // decided first: the kernel will say that it is gone, which is not why
        end(new Ending(false, why), () -> {
            try {
                attachment.detach();
            } catch (ErrnoException e) {
                log.accept(e.getMessage());
            }
        });
    }

    /** Whether it has ended, or is about to. */
    private boolean over() {
        return ending.get() != null;
    }

    private void end(Ending how) {
        end(how, () -> { });
    }

    /** The first says how it was, and does what has to be done for it to be so. */
    private void end(Ending how, Runnable first) {
        if (ending.compareAndSet(null, how)) {
            first.run();
            log.accept(how.fine() ? how.why() : "taken off its bus: " + how.why());
            release();
            ended.complete(how);
        }
    }

    /** A guest that has its QEMU stays on its bus without us; one that has not is gone. A second time it does nothing. */
    @Override
    public void close() {
        end(new Ending(true, "the agent has left"));
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        unpoll();
        listener.close();
        socket.remove();
        UnixSocket client = qemu;
        if (client != null) {
            client.close();
        }
        QmpClient qmp = monitor;
        if (qmp != null) {
            try {
                qmp.close();
            } catch (IOException e) {
                log.accept("QEMU's monitor: " + e.getMessage());
            }
        }
        bells.close();
        attachment.close();
        memory.close();
    }

    private void unpoll() {
        poller.remove(attachment.descriptor());
        UnixSocket client = qemu;
        if (client != null) {
            poller.remove(client.descriptor());
        }
    }

    /** What to do when the rest does not come about, last first. */
    private static final class Undo {
        private final Deque<Runnable> steps = new ArrayDeque<>();

        void later(Runnable step) {
            steps.push(step);
        }

        void run() {
            steps.forEach(Runnable::run);
        }
    }
}
