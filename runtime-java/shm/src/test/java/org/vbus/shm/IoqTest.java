// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import linux.ioq.IoqRingHead;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vbus.runtime.PeerDataException;

@Timeout(120)
class IoqTest {
    private static final int[] BAD = {3, 4, 0x80000000, 0xffffffff};

    RingFixture ring(int count) {
        return new RingFixture(count, true, Ioq::new);
    }

    @Test
    void sizesAreThoseOfTheSpec() {
        assertThat(Ioq.size(1)).isEqualTo(88);
        assertThat(Ioq.size(16)).isEqualTo(568);
        assertThat(Ioq.size(2048)).isEqualTo(65592);
        assertThatIllegalArgumentException().isThrownBy(() -> ring(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ring(2049));
    }

    @Test
    void onlyARingIsTaken() {
        try (RingFixture ring = ring(4)) {
            assertThat(Ioq.check(ring.memory, 4)).isEqualTo(4);
            refused(ring.memory, 3, "ioq_ring_head.count is 4; rule: 1 to 3");
            refused(ring.memory.asSlice(0, Ioq.size(4) - 32), 4, "the ring's memory is 152 bytes; rule: 184 for 4 slots");
            ring.memory.set(ValueLayout.JAVA_INT, IoqRingHead.COUNT_OFFSET, -1);
            refused(ring.memory, 4, "ioq_ring_head.count is 4294967295; rule: 1 to 4");
            ring.memory.set(ValueLayout.JAVA_INT, IoqRingHead.SIGNAL_OFFSET, 7);
            refused(ring.memory, 4, "shm_signal_desc.magic is 0x00000007; rule: 0x58fa39df");
            ring.memory.set(ValueLayout.JAVA_INT, IoqRingHead.VER_OFFSET, 3);
            refused(ring.memory, 4, "ioq_ring_head.ver is 0x00000003; rule: 0x00000004");
        }
    }

    private static void refused(MemorySegment memory, int most, String message) {
        assertThatExceptionOfType(PeerDataException.class).isThrownBy(() -> Ioq.check(memory, most)).withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 2048})
    void messagesGoRoundAndRound(int count) {
        try (RingFixture ring = ring(count)) {
            Slot slot = new Slot();
            RingIterator at = new RingIterator(ring.south);
            for (long n = 0; n < 3L * count + 5; n++) {
                int sent = 0;
                while (ring.north.send(1000 * n + sent, 0x100 + sent, sent)) {
                    sent++;
                }
                assertThat(sent).isEqualTo(count);
                assertThat(ring.south.used(RingPair.INUSE)).isEqualTo(count);
                assertThat(ring.north.reap(slot)).isFalse();
                for (int i = 0; i < count; i++) {
                    assertThat(ring.south.recv(at, slot)).isTrue();
                    assertThat(slot.cookie()).isEqualTo(1000 * n + i);
                    assertThat(slot.len()).isEqualTo(i);
                    assertThat(at.done()).isTrue();
                    assertThat(at.position()).as("the next one").isEqualTo((i + 1) % count);
                }
                assertThat(ring.south.recv(at, slot)).isFalse();
                assertThat(at.done()).as("nothing is there").isFalse();
                // what came back and was not reaped looks like a free slot, and is none
                assertThat(ring.north.send(0, 0, 0)).isFalse();
                for (int i = 0; i < count; i++) {
                    assertThat(ring.north.reap(slot)).isTrue();
                    assertThat(slot.ptr()).isEqualTo(0x100 + i);
                }
                assertThat(ring.north.reap(slot)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void buffersComeBackFilled(int count) {
        try (RingFixture ring = ring(count)) {
            Slot slot = new Slot();
            RingIterator south = new RingIterator(ring.south);
            RingIterator north = new RingIterator(ring.north);
            for (int i = 0; i < count; i++) {
                assertThat(ring.north.post(i, 0x1000 + i, 64)).isTrue();
            }
            assertThat(ring.north.post(9, 9, 9)).isFalse();
            for (int n = 0; n < 5 * count; n++) {
                assertThat(ring.north.recv(north, slot)).isFalse();
                assertThat(ring.south.fill(south, slot)).isTrue();
                assertThat(slot.cookie()).isEqualTo(n % count);
                assertThat(slot.len()).isEqualTo(64);
                assertThat(south.done(n % 65)).isTrue();
                assertThat(ring.north.recv(north, slot)).isTrue();
                assertThat(slot.len()).isEqualTo(n % 65);
                assertThat(north.repost(slot.cookie(), slot.ptr(), 64)).isTrue();
            }
            assertThat(ring.south.flush()).isEqualTo(count);
            assertThat(ring.south.flush()).isZero();
            for (int i = 0; i < count; i++) {
                assertThat(ring.north.recv(north, slot)).isTrue();
                assertThat(slot.len()).isZero();
                assertThat(north.done()).isTrue();
            }
        }
    }

    @Test
    void whenThePeerIsGoneEverythingComesBack() {
        try (RingFixture ring = ring(3)) {
            Slot slot = new Slot();
            for (int i = 0; i < 3; i++) {
                assertThat(ring.north.send(i, 0, 0)).isTrue();
            }
            assertThat(ring.north.reap(slot)).isFalse();
            for (int i = 0; i < 3; i++) {
                assertThat(ring.north.reapForced(slot)).isTrue();
                assertThat(slot.cookie()).isEqualTo(i);
            }
            assertThat(ring.north.reapForced(slot)).isFalse();
        }
    }

    @Test
    void indicesBeyondTheRingAreTold() {
        try (RingFixture ring = ring(3)) {
            Slot slot = new Slot();
            RingIterator at = new RingIterator(ring.south);
            for (int bad : BAD) {
                for (int pair = 0; pair < 2; pair++) {
                    for (String end : new String[] {"head", "tail"}) {
                        Ioq.format(ring.memory, 3);
                        ring.memory.set(ValueLayout.JAVA_INT, RingCode.pair(pair) + (end.equals("head") ? 0 : 4), bad);
                        String field = "ioq_ring_head.idx[" + pair + "]." + end;
                        broken(field, bad, () -> ring.north.send(0, 0, 0));
                        if (pair == 1) {
                            broken(field, bad, () -> ring.south.recv(at, slot));
                            broken(field, bad, () -> ring.south.fill(at, slot));
                            broken(field, bad, ring.south::flush);
                        } else {
                            broken(field, bad, () -> ring.north.reap(slot));
                        }
                    }
                }
            }
        }
    }

    private static void broken(String field, int value, ThrowingCallable call) {
        assertThatExceptionOfType(PeerDataException.class).isThrownBy(call)
                .withMessage(field + " is " + Integer.toUnsignedString(value) + "; rule: below 3");
    }

    @Test
    void tailsThatDriftApartAreTold() {
        try (RingFixture ring = ring(3)) {
            ring.memory.set(ValueLayout.JAVA_INT, RingCode.pair(1) + 4, 2);
            assertThatExceptionOfType(PeerDataException.class).isThrownBy(() -> ring.north.send(0, 0, 0))
                    .withMessage("ioq_ring_head.idx[1].tail is 2; rule: that of idx[0], which is 0");
        }
    }

    /** Random bytes anywhere in the ring: an exception that names a field, or an answer, after a bounded number of steps. */
    @Test
    void aHostileWriterGetsNoFurther() {
        Random random = new Random(1);
        int refusals = 0;
        try (RingFixture ring = ring(7)) {
            Slot slot = new Slot();
            RingIterator at = new RingIterator(ring.south);
            for (int n = 0; n < 50_000; n++) {
                ring.memory.set(ValueLayout.JAVA_BYTE, random.nextLong(ring.memory.byteSize()), (byte) random.nextInt());
                try {
                    switch (random.nextInt(7)) {
                        case 0 -> ring.north.send(n, n, n);
                        case 1 -> ring.north.reap(slot);
                        case 2 -> ring.north.post(n, n, n);
                        case 3 -> { if (ring.south.recv(at, slot)) { at.done(); } }
                        case 4 -> { if (ring.south.fill(at, slot)) { at.done(n); } }
                        case 5 -> assertThat(ring.south.flush()).isLessThanOrEqualTo(7);
                        default -> ring.south.signal();
                    }
                } catch (PeerDataException e) {
                    assertThat(e.field()).startsWith("ioq_ring_head.idx[");
                    refusals++;
                }
                if (n % 50 == 0) {
                    Ioq.format(ring.memory, 7);
                }
            }
        }
        assertThat(refusals).isPositive();
    }

    /** Two threads, one side each; who finds nothing sleeps until it is told. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void everyMessageArrivesInOrder(int count) throws InterruptedException {
        int messages = 100_000;
        try (RingFixture ring = ring(count)) {
            Semaphore north = new Semaphore(0);
            Semaphore south = new Semaphore(0);
            ring.north.onSignal(north::release);
            ring.south.onSignal(south::release);
            ring.north.listen(true);
            ring.south.listen(true);
            long[] sum = new long[1];
            Thread receiver = Thread.ofPlatform().start(() -> {
                Slot slot = new Slot();
                RingIterator at = new RingIterator(ring.south);
                for (int got = 0; got < messages;) {
                    if (!ring.south.recv(at, slot)) {
                        south.acquireUninterruptibly();
                        south.drainPermits();
                        continue;
                    }
                    if (slot.cookie() != got || slot.len() != got % 1500) {
                        sum[0] = -1;
                        return;
                    }
                    sum[0] += slot.ptr();
                    at.done();
                    got++;
                    ring.south.signal();
                }
            });
            Slot slot = new Slot();
            long expected = 0;
            for (int n = 0; n < messages;) {
                while (ring.north.reap(slot)) { }
                if (!ring.north.send(n, n * 31L, n % 1500)) {
                    if (!receiver.isAlive()) {
                        break;
                    }
                    north.tryAcquire(1, TimeUnit.SECONDS);
                    north.drainPermits();
                    continue;
                }
                expected += n * 31L;
                n++;
                ring.north.signal();
            }
            receiver.join();
            assertThat(sum[0]).isEqualTo(expected);
        }
    }
}
