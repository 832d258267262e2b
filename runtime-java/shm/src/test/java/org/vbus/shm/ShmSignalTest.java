// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import linux.shm_signal.ShmSignalDesc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.WindowException;

@Timeout(60)
class ShmSignalTest {
    @Test
    void aFreshDescriptorIsUnderstoodAndMasked() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(ShmSignalDesc.SIZE, 4);
            memory.fill((byte) 0x5a);
            ShmSignal.format(memory);
            ShmSignal.check(memory);
            assertThat(memory.asSlice(8).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
        }
    }

    @Test
    void anotherMagicOrVersionIsRefusedByName() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(ShmSignalDesc.SIZE, 4);
            ShmSignal.format(memory);
            memory.set(ValueLayout.JAVA_INT, 4, 2);
            assertThatExceptionOfType(PeerDataException.class).isThrownBy(() -> ShmSignal.check(memory))
                    .withMessage("shm_signal_desc.ver is 0x00000002; rule: 0x00000001");
            memory.set(ValueLayout.JAVA_INT, 0, 0);
            assertThatExceptionOfType(PeerDataException.class).isThrownBy(() -> ShmSignal.check(memory))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("shm_signal_desc.magic"));
            assertThatExceptionOfType(WindowException.class).isThrownBy(() -> ShmSignal.check(memory.asSlice(0, 12)));
        }
    }

    @Test
    void maskedOnlyLeavesAMark() throws InterruptedException {
        try (RingFixture pair = new RingFixture(1, true, Ioq::new)) {
            Semaphore heard = new Semaphore(0);
            pair.southSignal.onSignal(heard::release);
            pair.northSignal.inject();
            pair.northSignal.inject();
            assertThat(pair.sent).hasValue(0);
            pair.southSignal.enable();
            assertThat(heard.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(pair.sent).hasValue(0);
        }
    }

    @Test
    void oneNotificationIsInFlight() {
        try (RingFixture pair = new RingFixture(1, false, Ioq::new)) {
            AtomicInteger heard = new AtomicInteger();
            pair.southSignal.onSignal(heard::incrementAndGet);
            pair.southSignal.enable();
            pair.northSignal.inject();
            pair.northSignal.inject();
            assertThat(pair.sent).hasValue(1);
            pair.southSignal.wakeup();
            assertThat(heard).hasValue(1);
            pair.northSignal.inject();
            assertThat(pair.sent).hasValue(2);
        }
    }

    @Test
    void aTransportThatFailsIsTriedAgain() {
        try (RingFixture pair = new RingFixture(1, false, Ioq::new)) {
            AtomicInteger tries = new AtomicInteger();
            ShmSignal broken = new ShmSignal(Ioq.signalOf(pair.memory), pair.north.locality(), () -> {
                tries.incrementAndGet();
                throw new IllegalStateException("the wire is cut");
            }, Runnable::run);
            pair.southSignal.enable();
            assertThatIllegalStateException().isThrownBy(broken::inject);
            assertThatIllegalStateException().isThrownBy(broken::inject);
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void aListenerThatFailsDoesNotSilenceThePeer() {
        try (RingFixture pair = new RingFixture(1, true, Ioq::new)) {
            pair.southSignal.onSignal(() -> {
                throw new IllegalStateException("listener");
            });
            pair.southSignal.enable();
            assertThatIllegalStateException().isThrownBy(pair.northSignal::inject);
            assertThatIllegalStateException().isThrownBy(pair.northSignal::inject);
            assertThat(pair.sent).hasValue(2);
        }
    }

    @Test
    void afterStopNobodyHears() {
        try (RingFixture pair = new RingFixture(1, true, Ioq::new)) {
            AtomicInteger heard = new AtomicInteger();
            pair.southSignal.onSignal(heard::incrementAndGet);
            pair.southSignal.enable();
            pair.southSignal.stop();
            pair.northSignal.inject();
            assertThat(heard).hasValue(0);
        }
    }

    @Test
    void stopWaitsForTheListenerAndNotForItself() throws InterruptedException {
        try (RingFixture pair = new RingFixture(1, true, Ioq::new)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            AtomicInteger own = new AtomicInteger();
            pair.southSignal.onSignal(() -> {
                try {
                    pair.southSignal.stop();
                } catch (IllegalStateException e) {
                    own.incrementAndGet();
                }
                inside.countDown();
                await(go);
            });
            pair.southSignal.enable();
            Thread sender = Thread.ofPlatform().start(pair.northSignal::inject);
            inside.await();
            Thread stopper = Thread.ofPlatform().start(pair.southSignal::stop);
            assertThat(stopper.join(Duration.ofMillis(50))).isFalse();
            go.countDown();
            assertThat(stopper.join(Duration.ofSeconds(10))).isTrue();
            sender.join();
            assertThat(own).hasValue(1);
        }
    }

    /** Both sides mask and unmask while the other one sends: the last message is always heard of. */
    @Test
    void noWakeupIsLost() throws InterruptedException {
        try (RingFixture pair = new RingFixture(1, true, Ioq::new)) {
            AtomicLong written = new AtomicLong();
            AtomicLong seen = new AtomicLong();
            pair.southSignal.onSignal(() -> {
                pair.southSignal.disable();
                seen.set(written.get());
                pair.southSignal.enable();
            });
            pair.southSignal.enable();
            for (int round = 0; round < 200; round++) {
                Thread[] senders = new Thread[2];
                for (int i = 0; i < senders.length; i++) {
                    senders[i] = Thread.ofPlatform().start(() -> {
                        for (int n = 0; n < 500; n++) {
                            written.incrementAndGet();
                            pair.northSignal.inject();
                        }
                    });
                }
                for (Thread sender : senders) {
                    sender.join();
                }
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                while (seen.get() != written.get() && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                assertThat(seen).as("round " + round).hasValue(written.get());
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
