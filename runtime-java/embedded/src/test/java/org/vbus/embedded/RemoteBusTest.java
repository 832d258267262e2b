// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.bus.Bus;
import org.vbus.bus.Idle;
import org.vbus.bus.Session;
import org.vbus.os.EventFd;
import org.vbus.os.Mapping;
import org.vbus.os.OsException;
import org.vbus.os.UnixSocket;
import org.vbus.runtime.Errno;

class RemoteBusTest extends BusTest {
    @TempDir
    Path folder;
    private BusSocket socket;

    @Override
    Bus member() {
        socket = container.serve(folder.resolve("bus"));
        return EmbeddedBus.connect(socket.path());
    }

    @Test
    void theFileIsItsOwnersOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path()))).isEqualTo("rw-------");
        socket.close();
        assertThat(socket.path()).doesNotExist();
    }

    @Test
    void whoIsNotAdmittedIsTold() {
        BusSocket other = container.serve(folder.resolve("other"), Admission.users(Set.of(4711)));
        refused(Errno.EPERM, () -> EmbeddedBus.connect(other.path()));
        eventually(() -> other.members() == 0);
    }

    @Test
    void aContainerThatGoesTakesItsMembersAlong() throws InterruptedException {
        Session session = open();
        container.close();
        eventually(() -> session.bus().devices().isEmpty());
        refused(Errno.ENOTCONN, () -> session.call(EchoModel.ADD, MemorySegment.NULL));
        session.close();
    }

    @Test
    void anArgumentBlockHasALimit() throws InterruptedException {
        try (Session session = open()) {
            refused(Errno.EINVAL, () -> session.call(EchoModel.ADD, MemorySegment.ofArray(new long[65536 / 8])));
            refused(Errno.E2BIG, () -> session.call(EchoModel.ADD, MemorySegment.ofArray(new long[65536 / 8 + 1])));
        }
    }

    @Test
    void membersAreApart() throws InterruptedException {
        Bus second = EmbeddedBus.connect(socket.path());
        try (Session mine = open()) {
            second.await(EchoModel.TYPE, Duration.ofSeconds(10));
            Session theirs = second.open(0, 1);
            EchoDriver one = new EchoDriver(mine, 4, 256);
            EchoDriver two = new EchoDriver(theirs, 8, 128);
            one.exchange(100);
            two.exchange(100);
            assertThat(socket.members()).isEqualTo(2);
            second.close();
            eventually(() -> socket.members() == 1);
            one.exchange(100);
        }
    }

    /** A peer that writes whatever it likes: it is refused or put out, and the others do not notice. */
    @Test
    void nonsenseIsRefused() throws InterruptedException {
        Random random = new Random(1);
        try (Session session = open(); Arena arena = Arena.ofConfined(); Mapping memory = Mapping.create("wrong", 4096); EventFd bell = EventFd.create()) {
            EchoDriver driver = new EchoDriver(session, 4, 256);
            MemorySegment message = arena.allocate(4096, 8);
            MemorySegment answer = arena.allocate(Message.CAPACITY, 8);
            for (int round = 0; round < 3_000; round++) {
                try (UnixSocket wrong = UnixSocket.connect(socket.path())) {
                    if (random.nextInt(10) > 0) {
                        hello(message);
                        wrong.send(message.asSlice(0, 24));
                    }
                    for (int n = random.nextInt(8); n > 0; n--) {
                        MemorySegment request = nonsense(random, message);
                        switch (random.nextInt(4)) {
                            case 0 -> wrong.send(request, memory.descriptor());
                            case 1 -> wrong.send(request, memory.descriptor(), bell.descriptor());
                            case 2 -> wrong.send(request, bell.descriptor(), bell.descriptor(), memory.descriptor());
                            default -> wrong.send(request);
                        }
                    }
                } catch (OsException e) {
                    // put out already
                    assertThat(e.errno().orElseThrow()).isIn(Errno.EPIPE, Errno.ECONNRESET);
                }
                if (round % 500 == 0) {
                    driver.exchange(50);
                }
            }
            driver.exchange(50);
            eventually(() -> socket.members() == 1);
        }
        eventually(() -> echo.open.get() == 0);
    }

    private static void hello(MemorySegment message) {
        message.fill((byte) 0);
        message.set(ValueLayout.JAVA_INT, 0, 1);
        message.set(ValueLayout.JAVA_INT, 16, 0x7662736b);
        message.set(ValueLayout.JAVA_INT, 20, 1);
    }

    /** Mostly a request that begins right. */
    private static MemorySegment nonsense(Random random, MemorySegment message) {
        int[] sizes = {16, 32, 24, 48 + random.nextInt(64), 16 + 56, 24, 16 + 144};
        message.fill((byte) 0);
        int op = 1 + random.nextInt(7);
        message.set(ValueLayout.JAVA_INT, 0, op);
        message.set(ValueLayout.JAVA_INT, 4, random.nextInt());
        int size = random.nextInt(3) > 0 ? sizes[op - 1] : 1 + random.nextInt(200);
        for (int n = random.nextInt(12); n > 0; n--) {
            int at = random.nextInt(Math.max(1, size / 4)) * 4;
            int[] values = {0, 1, 2, -1, 4096, 4097, Integer.MAX_VALUE, Integer.MIN_VALUE, random.nextInt(), op, 56, 144};
            message.set(ValueLayout.JAVA_INT, at, values[random.nextInt(values.length)]);
        }
        return message.asSlice(0, size);
    }

    private static void eventually(BooleanSupplier so) {
        assertThat(Idle.parking(Duration.ofMillis(5)).await(so, TimeUnit.SECONDS.toNanos(20))).isTrue();
    }
}
