// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import linux.ioq.IoqRingHead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vbus.bus.Bus;
import org.vbus.bus.BusListener;
import org.vbus.bus.DeviceInfo;
import org.vbus.bus.Idle;
import org.vbus.bus.Region;
import org.vbus.bus.Session;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.shm.Ioq;
import org.vbus.shm.ShmSignal;

/** What every member can do, whatever carries it. */
@Timeout(60)
abstract class BusTest {
    /** What fails on purpose, thousands of times, need not be told. Kept here, or it would be forgotten. */
    private static final Logger LOG = Logger.getLogger("org.vbus.embedded");

    static {
        LOG.setLevel(Level.OFF);
    }

    final EmbeddedBus container = new EmbeddedBus("test");
    final EchoModel echo = new EchoModel();
    private Bus bus;

    abstract Bus member();

    @BeforeEach
    void join() {
        bus = member();
    }

    @AfterEach
    void leave() {
        bus.close();
        container.close();
        assertThat(echo.open).hasValue(0);
    }

    @Test
    void devicesComeAndGo() throws InterruptedException {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        DeviceInfo first = container.plug(echo);
        bus.await(EchoModel.TYPE, Duration.ofSeconds(10));
        CountDownLatch gone = new CountDownLatch(2);
        bus.listen(new BusListener() {
            @Override
            public void added(DeviceInfo device) {
                heard.add("+" + device.id());
            }

            @Override
            public void dropped(DeviceInfo device) {
                heard.add("-" + device.id());
                gone.countDown();
            }
        });
        DeviceInfo second = container.plug(echo);
        container.unplug(first.id());
        container.unplug(second.id());
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("+0", "+1", "-0", "-1");
        assertThat(bus.devices()).isEmpty();
        refused(Errno.ENOENT, () -> container.unplug(first.id()));
    }

    @Test
    void nobodyComesInTime() {
        assertThatThrownBy(() -> bus.await("nothing", Duration.ofMillis(10))).hasMessage("await(nothing): ETIMEDOUT (110), Connection timed out");
    }

    @Test
    void callsAnswer() throws InterruptedException {
        try (Session session = open(); Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocateFrom(ValueLayout.JAVA_LONG, 40, 2);
            assertThat(session.call(EchoModel.ADD, numbers)).isEqualTo(2);
            assertThat(numbers.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(42);
            MemorySegment heap = MemorySegment.ofArray(new long[] {1, 2});
            assertThat(session.call(EchoModel.ADD, heap)).isEqualTo(2);
            assertThat(heap.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(3);
            for (int errno : new int[] {1, 16, 95, 133, 4000}) {
                assertThatThrownBy(() -> session.call(EchoModel.REFUSE, arena.allocateFrom(ValueLayout.JAVA_INT, errno)))
                        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.number()).isEqualTo(errno));
            }
            refused(Errno.EINVAL, () -> session.call(EchoModel.ADD, MemorySegment.NULL));
            refused(Errno.EINVAL, () -> session.call(77, MemorySegment.NULL));
            refused(Errno.EIO, () -> session.call(EchoModel.FAIL, MemorySegment.NULL));
            // whatever happened, it goes on
            assertThat(session.call(EchoModel.ADD, heap)).isEqualTo(2);
        }
    }

    @Test
    void opensAreRefused() throws InterruptedException {
        DeviceInfo device = plugged();
        refused(Errno.EINVAL, () -> bus.open(device.id(), 2));
        refused(Errno.ENOENT, () -> bus.open(device.id() + 1, 1));
    }

    @Test
    void aDeviceThatGoesTakesItsSessionsAlong() throws InterruptedException {
        DeviceInfo device = plugged();
        Session session = bus.open(device.id(), 1);
        session.ring(EchoModel.FROM_DRIVER, 8);
        container.unplug(device.id());
        assertThat(echo.open).hasValue(0);
        refused(Errno.ENODEV, () -> session.call(EchoModel.ADD, MemorySegment.NULL));
        session.close();
        session.close();
    }

    @Test
    void memoryIsShared() throws Exception {
        try (Session session = open()) {
            Region region = bus.region(4096);
            assertThat(region.memory().mismatch(MemorySegment.ofArray(new byte[(int) region.size()]))).isEqualTo(-1);
            MemorySegment descriptor = region.memory().asSlice(128, 256);
            ShmSignal.format(descriptor);
            ShmSignal signal = session.share(2, region, 4096, 128, 0);
            CountDownLatch heard = new CountDownLatch(1);
            signal.onSignal(heard::countDown);
            signal.enable();
            session.call(EchoModel.POKE, MemorySegment.NULL);
            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(region.memory().get(ValueLayout.JAVA_LONG, 64)).isEqualTo(42);
        }
    }

    @Test
    void ringsAreRefused() throws InterruptedException {
        try (Session session = open()) {
            session.ring(EchoModel.TO_DRIVER, 8);
            refused(Errno.EEXIST, () -> session.ring(EchoModel.TO_DRIVER, 8));
            refused(Errno.EINVAL, () -> session.ring(7, 8));
            Region wrong = bus.region(Ioq.size(8));
            Ioq.format(wrong.memory(), 8);
            wrong.memory().set(ValueLayout.JAVA_INT, 0, 1);
            refused(Errno.EINVAL, () -> session.share(EchoModel.FROM_DRIVER, wrong, Ioq.size(8), IoqRingHead.SIGNAL_OFFSET, 0));
        }
    }

    /** So that nothing is used up by coming and going. */
    @Test
    void aSessionTakesItsRingsAlong() throws InterruptedException {
        long id = plugged().id();
        for (int i = 0; i < 300; i++) {
            Session session = bus.open(id, 1);
            Ioq ring = session.ring(EchoModel.FROM_DRIVER, 4);
            session.close();
            assertThatThrownBy(ring::signal).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aMemberHasOnePool() {
        Region pool = bus.pool(1 << 16);
        assertThat(pool.size()).isEqualTo(1 << 16);
        refused(Errno.EBUSY, () -> bus.pool(1 << 16));
    }

    @Test
    void messagesComeBack() throws InterruptedException {
        try (Session session = open()) {
            EchoDriver driver = new EchoDriver(session, 16, 2048);
            driver.exchange(5_000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4000, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void anAddressThatIsNotTheMembersBreaksTheRing(long address) throws InterruptedException {
        try (Session session = open()) {
            bus.pool(4096);
            Ioq rx = session.ring(EchoModel.TO_DRIVER, 4);
            Ioq tx = session.ring(EchoModel.FROM_DRIVER, 4);
            rx.post(0, 0, 100);
            tx.send(0, address, 100);
            tx.signal();
            assertThat(Idle.parking(Duration.ofMillis(1)).await(() -> echo.broken.get() == 1, TimeUnit.SECONDS.toNanos(10))).isTrue();
            assertThat(session.call(EchoModel.ADD, MemorySegment.ofArray(new long[2]))).isEqualTo(2);
        }
    }

    @Test
    void leavingClosesEverything() throws InterruptedException {
        plugged();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sessions.add(bus.open(0, 1));
            sessions.get(i).ring(EchoModel.FROM_DRIVER, 4);
        }
        assertThat(echo.open).hasValue(10);
        bus.close();
        bus.close();
        assertThat(Idle.parking(Duration.ofMillis(1)).await(() -> echo.open.get() == 0, TimeUnit.SECONDS.toNanos(10))).isTrue();
    }

    Session open() throws InterruptedException {
        return bus.open(plugged().id(), 1);
    }

    private DeviceInfo plugged() throws InterruptedException {
        container.plug(echo);
        return bus.await(EchoModel.TYPE, Duration.ofSeconds(10));
    }

    static void refused(Errno errno, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).contains(errno));
    }
}
