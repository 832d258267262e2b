// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

@Timeout(20)
class UnixSocketTest {
    @TempDir
    Path folder;

    @Test
    void memoryPassesFromOneToTheOther() {
        try (Arena arena = Arena.ofConfined(); Mapping mine = Mapping.create("test", 4096); UnixSocket listener = UnixSocket.listen(folder.resolve("s"));
                UnixSocket client = UnixSocket.connect(folder.resolve("s")); UnixSocket server = listener.accept()) {
            client.send(arena.allocateFrom("hello"), mine.descriptor());
            MemorySegment buffer = arena.allocate(64);
            Received received = server.receive(buffer);
            assertThat(received.bytes()).isEqualTo(6);
            assertThat(buffer.getString(0)).isEqualTo("hello");
            try (Mapping theirs = Mapping.adopt(received.take(), 4096)) {
                theirs.memory().set(ValueLayout.JAVA_LONG, 8, 42);
                assertThat(mine.memory().get(ValueLayout.JAVA_LONG, 8)).isEqualTo(42);
            }
            assertThat(server.peer().pid()).isEqualTo((int) ProcessHandle.current().pid());
        }
    }

    @Test
    void messagesKeepTheirEnds() {
        List<UnixSocket> pair = UnixSocket.pair();
        try (Arena arena = Arena.ofConfined(); UnixSocket a = pair.get(0); UnixSocket b = pair.get(1)) {
            a.send(arena.allocate(10));
            a.send(arena.allocate(20));
            a.send(arena.allocate(30));
            MemorySegment buffer = arena.allocate(20);
            assertThat(b.receive(buffer).bytes()).isEqualTo(10);
            assertThat(b.receive(buffer).bytes()).isEqualTo(20);
            refused(Errno.EMSGSIZE, () -> b.receive(buffer));
        }
    }

    @Test
    void streamsHaveNoMessagesButCarryDescriptors() {
        try (Arena arena = Arena.ofConfined(); Mapping mine = Mapping.create("test", 4096);
                UnixSocket listener = UnixSocket.listen(folder.resolve("s"), UnixSocket.Type.STREAM);
                UnixSocket client = UnixSocket.connect(folder.resolve("s"), UnixSocket.Type.STREAM); UnixSocket server = listener.accept()) {
            client.send(arena.allocateFrom(ValueLayout.JAVA_LONG, 1));
            client.send(arena.allocateFrom(ValueLayout.JAVA_LONG, 2), mine.descriptor());
            MemorySegment four = arena.allocate(4);
            assertThat(server.receive(four).bytes()).isEqualTo(4);
            assertThat(server.receive(four).bytes()).isEqualTo(4);
            Received received = server.receive(four);
            assertThat(received.bytes()).isEqualTo(4);
            assertThat(four.get(ValueLayout.JAVA_INT, 0)).isEqualTo(2);
            assertThat(received.descriptors()).isEqualTo(1);
            received.discard();
            client.close();
            server.receive(four);
            assertThat(server.receive(four).bytes()).isZero();
        }
    }

    @Test
    void aStreamIsNotAListenerOfMessages() {
        try (UnixSocket listener = UnixSocket.listen(folder.resolve("s"))) {
            assertThatThrownBy(() -> UnixSocket.connect(folder.resolve("s"), UnixSocket.Type.STREAM)).hasMessageContaining("EPROTOTYPE");
            assertThat(listener.descriptor().isOpen()).isTrue();
        }
    }

    @Test
    void descriptorsOfAMessageThatDoesNotFitAreClosed() {
        List<UnixSocket> pair = UnixSocket.pair();
        long before = ProcessDescriptors.count();
        try (Arena arena = Arena.ofConfined(); UnixSocket a = pair.get(0); UnixSocket b = pair.get(1); EventFd bell = EventFd.create()) {
            for (int i = 0; i < 100; i++) {
                a.send(arena.allocate(30), bell.descriptor(), bell.descriptor());
                refused(Errno.EMSGSIZE, () -> b.receive(arena.allocate(20)));
            }
            assertThat(ProcessDescriptors.count()).isEqualTo(before + 1);
        }
    }

    @Test
    void aPeerThatLeavesIsTheEnd() {
        List<UnixSocket> pair = UnixSocket.pair();
        try (Arena arena = Arena.ofConfined(); UnixSocket a = pair.get(0)) {
            a.send(arena.allocate(1));
            pair.get(1).close();
            assertThat(a.receive(arena.allocate(8)).bytes()).isZero();
            refused(Errno.EPIPE, () -> a.send(arena.allocate(8)));
        }
    }

    @Test
    void closingEndsWhoWaits() throws Exception {
        UnixSocket listener = UnixSocket.listen(folder.resolve("s"));
        UnixSocket other = UnixSocket.connect(folder.resolve("s"));
        UnixSocket one = listener.accept();
        // a thread each: a pool of few would start the second only when the first has ended
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<UnixSocket> next = threads.submit(listener::accept);
            Future<Received> message = threads.submit(() -> one.receive(Arena.ofAuto().allocate(8)));
            Thread.sleep(50);
            listener.close();
            one.close();
            assertThat(next.get(10, TimeUnit.SECONDS)).isNull();
            assertThat(message.get(10, TimeUnit.SECONDS).bytes()).isZero();
        }
        other.close();
    }

    @Test
    void whoWaitsOnlyAfterTheClosingFindsTheEnd() {
        try (Arena arena = Arena.ofConfined(); UnixSocket listener = UnixSocket.listen(folder.resolve("s"))) {
            UnixSocket other = UnixSocket.connect(folder.resolve("s"));
            other.close();
            listener.close();
            assertThat(listener.accept()).isNull();
            assertThat(other.receive(arena.allocate(8)).bytes()).isZero();
        }
    }

    @Test
    void aPathThatIsTakenOrTooLong() {
        Path path = folder.resolve("s");
        try (UnixSocket _ = UnixSocket.listen(path)) {
            refused(Errno.EADDRINUSE, () -> UnixSocket.listen(path));
        }
        refused(Errno.ECONNREFUSED, () -> UnixSocket.connect(path));
        refused(Errno.ENOENT, () -> UnixSocket.connect(folder.resolve("t")));
        refused(Errno.ENAMETOOLONG, () -> UnixSocket.connect(folder.resolve("x".repeat(200))));
    }

    private static void refused(Errno errno, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).contains(errno));
    }
}
