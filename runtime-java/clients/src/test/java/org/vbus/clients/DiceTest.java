// SPDX-License-Identifier: Apache-2.0
package org.vbus.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import acme.dice.DiceBet;
import acme.dice.DiceDevice;
import acme.dice.DiceFFeatures;
import acme.dice.DiceKind;
import acme.dice.DiceOrder;
import acme.dice.DiceRoll;
import acme.dice.DiceStats;
import acme.dice.DiceSumArgs;
import acme.dice.bus.DiceClient;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vbus.bus.Idle;
import org.vbus.bus.MessageHandler;
import org.vbus.bus.NorthReceiver;
import org.vbus.bus.NorthSender;
import org.vbus.bus.Pool;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.PeerDataException;

/** Rings of records, a region, features that the bus negotiates, gates and rules. */
@Timeout(120)
class DiceTest {
    private static final long NEVER = 10_000_000_000L;

    private final DiceTable device = new DiceTable();
    private final FakeBus bus = new FakeBus(device);

    @AfterEach
    void nothingButErrorNumbers() {
        bus.close();
        assertThat(bus.unexpected).isEmpty();
    }

    private static void errno(Errno errno, ThrowingCallable call) {
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(call).matches(e -> e.is(errno), errno.name());
    }

    private static MemorySegment block(long bytes) {
        return MemorySegment.ofArray(new long[16]).asSlice(0, bytes);
    }

    private static DiceOrder order(long sides, long count) {
        DiceOrder order = new DiceOrder().wrap(block(DiceOrder.SIZE), 0);
        order.setSides(sides);
        order.setCount(count);
        order.setKind(DiceKind.FAIR);
        return order;
    }

    @Test
    void callsByTheirArguments() {
        try (DiceClient client = DiceClient.open(bus)) {
            assertThat(client.limit()).isEqualTo(600);
            assertThatIllegalStateException().isThrownBy(() -> client.roll(order(6, 1))).withMessage("dice.ROLL comes after rolls");
            NorthReceiver<DiceRoll> rolls = client.rolls(Pool.of(bus, 1 << 20), 4);
            assertThatIllegalStateException().isThrownBy(client::sum).withMessage("dice.SUM comes after ROLL");
            errno(Errno.EINVAL, () -> client.session().call(DiceDevice.DICE_FUNC_SUM, block(DiceSumArgs.SIZE)));
            for (Consumer<DiceOrder> wrong : wrongOrders()) {
                DiceOrder order = order(6, 3);
                wrong.accept(order);
                errno(Errno.EINVAL, () -> client.roll(order));
            }
            client.roll(order(6, 3));
            errno(Errno.EBUSY, () -> client.roll(order(6, 3)));
            assertThat(device.table.play()).isEqualTo(3);
            assertThat(rolls.poll((roll, bytes, length) -> assertThat(roll.getValue()).isEqualTo(roll.getSeq() + 1), 10)).isEqualTo(3);
            DiceSumArgs sum = client.sum();
            assertThat(sum.getTotal()).isEqualTo(6);
            assertThat(sum.getRolls()).isEqualTo(3);
        }
    }

    private static java.util.List<Consumer<DiceOrder>> wrongOrders() {
        return java.util.List.of(order -> order.setSides(1), order -> order.setSides(1001), order -> order.setCount(0), order -> order.setCount(100_001),
                order -> order.segment().set(java.lang.foreign.ValueLayout.JAVA_BYTE, DiceOrder.KIND_OFFSET, (byte) 9),
                order -> order.segment().set(java.lang.foreign.ValueLayout.JAVA_BYTE, DiceOrder.KIND_OFFSET + 2, (byte) 1));
    }

    @Test
    void whatWasNotNegotiated() {
        try (DiceClient client = DiceClient.open(bus)) {
            assertThatIllegalStateException().isThrownBy(() -> client.load(3)).withMessage("dice.LOAD needs LOADING, which was not negotiated");
            assertThatIllegalStateException().isThrownBy(client::stats).withMessageContaining("needs STATS");
            errno(Errno.EOPNOTSUPP, () -> client.session().call(DiceDevice.DICE_FUNC_LOAD, block(4)));
            errno(Errno.EOPNOTSUPP, () -> client.session().share(DiceDevice.DICE_REGION_STATS, bus.region(DiceStats.SIZE), DiceStats.SIZE));
            assertThat(client.negotiateF(DiceFFeatures.LOADING)).as("requires STATS").isZero();
            // the gate before the length, as in host modules
            errno(Errno.EOPNOTSUPP, () -> client.session().call(DiceDevice.DICE_FUNC_LOAD, block(5)));
            assertThat(client.negotiateF(DiceFFeatures.KNOWN)).isEqualTo(DiceFFeatures.KNOWN);
            client.load(1000);
            assertThat(device.table.loaded).isEqualTo(1000);
            errno(Errno.EINVAL, () -> client.load(0));
            errno(Errno.EINVAL, () -> client.load(1001));
            errno(Errno.EINVAL, () -> client.session().call(DiceDevice.DICE_FUNC_LOAD, block(5)));
            assertThat(device.table.loaded).isEqualTo(1000);
        }
    }

    @Test
    void aRegionOfItsExactLength() {
        try (DiceClient client = DiceClient.open(bus)) {
            client.negotiateF(DiceFFeatures.STATS);
            errno(Errno.EINVAL, () -> client.session().share(DiceDevice.DICE_REGION_STATS, bus.region(64), DiceStats.SIZE - 8));
            errno(Errno.EINVAL, () -> client.session().share(DiceDevice.DICE_REGION_STATS, bus.region(64), DiceStats.SIZE + 8));
            errno(Errno.EINVAL, () -> client.session().share(9999, bus.region(64), DiceStats.SIZE));
            errno(Errno.EINVAL, () -> client.session().ring(DiceDevice.DICE_REGION_STATS, 1));
            DiceStats stats = client.stats().stats();
            assertThat(client.stats().segment()).as("shared once").isEqualTo(stats.segment());
            errno(Errno.EEXIST, () -> client.session().share(DiceDevice.DICE_REGION_STATS, bus.region(64), DiceStats.SIZE));
            client.rolls(Pool.of(bus, 1 << 20), 4);
            client.roll(order(2, 4));
            device.table.play();
            assertThat(stats.getRollsAcquire()).isEqualTo(4);
            assertThat(stats.getTotalAcquire()).isEqualTo(6);
        }
    }

    @Test
    void recordsByTheHundredThousand() throws InterruptedException {
        try (DiceClient client = DiceClient.open(bus)) {
            Pool pool = Pool.of(bus, 1 << 20);
            NorthReceiver<DiceRoll> rolls = client.rolls(pool, 64);
            NorthSender<DiceBet> bets = client.bets(pool, 16);
            client.roll(order(10, 100_000));
            DiceTable.Table table = device.table;
            Thread croupier = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    if (table.play() + table.take(8) == 0) {
                        Thread.yield();
                    }
                }
            });
            croupier.start();
            try {
                long[] seen = {0, 0};
                Idle idle = Idle.yielding();
                while (seen[0] < 100_000) {
                    assertThat(bets.await(idle, NEVER)).isTrue();
                    assertThat(bets.claim()).isTrue();
                    bets.message().setSeq(seen[0]);
                    bets.message().setValue(7);
                    assertThat(bets.send()).isTrue();
                    seen[1]++;
                    rolls.poll((roll, bytes, length) -> {
                        assertThat(roll.getSeq()).isEqualTo(seen[0]++);
                        assertThat(roll.getValue()).isEqualTo(roll.getSeq() % 10 + 1);
                    }, 64);
                }
                while (bets.reap() > 0 || bets.pending() > 0) {
                    Thread.onSpinWait();
                }
                assertThat(table.bet).isEqualTo(7 * seen[1]);
                assertThat(client.sum().getRolls()).isEqualTo(100_000);
            } finally {
                croupier.interrupt();
                croupier.join();
            }
        }
    }

    private static final long BLOCK = 1000;
    private static final int BLOCKS = 40;

    /** Neither end of the driver makes an object for a message, once its code is compiled. */
    @Test
    void nothingIsAllocatedPerMessage() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        try (DiceClient client = DiceClient.open(bus)) {
            Pool pool = Pool.of(bus, 1 << 20);
            NorthReceiver<DiceRoll> rolls = client.rolls(pool, 64);
            NorthSender<DiceBet> bets = client.bets(pool, 64);
            long[] sum = {0};
            MessageHandler<DiceRoll> handler = (roll, bytes, length) -> sum[0] += roll.getValue();
            long least = Long.MAX_VALUE;
            // how soon it is compiled depends on what else the machine does, so that the first block that makes nothing ends it
            for (int block = 0; block < BLOCKS && least >= BLOCK * 64; block++) {
                long allocated = 0;
                long counted = 0;
                for (int round = 0; round < BLOCK; round++) {
                    client.roll(order(6, 64));
                    device.table.play();
                    device.table.take(64);
                    long before = threads.getThreadAllocatedBytes(thread);
                    bets.reap();
                    for (int i = 0; i < 64 && bets.claim(); i++) {
                        bets.message().setSeq(i);
                        bets.message().setValue(1);
                        bets.send();
                    }
                    counted += rolls.poll(handler, 64);
                    allocated += threads.getThreadAllocatedBytes(thread) - before;
                }
                assertThat(counted).isEqualTo(BLOCK * 64);
                least = Math.min(least, allocated);
            }
            assertThat(least).as("bytes for %d messages each way", BLOCK * 64).isLessThan(BLOCK * 64);
        }
    }

    @Test
    void aWrongRecordIsDroppedAndTheNextOneArrives() {
        try (DiceClient client = DiceClient.open(bus)) {
            Pool pool = Pool.of(bus, 1 << 20);
            NorthSender<DiceBet> bets = client.bets(pool, 4);
            NorthReceiver<DiceRoll> rolls = client.rolls(pool, 4);
            DiceTable.Table table = device.table;
            bet(bets, 0);
            bet(bets, 5);
            assertThatExceptionOfType(PeerDataException.class).isThrownBy(() -> table.take(4)).matches(e -> e.field().equals("dice_bet.value"));
            assertThat(table.take(4)).isEqualTo(1);
            assertThat(table.bet).isEqualTo(5);
            assertThat(bets.reap()).isEqualTo(2);

            for (long value : new long[] {0, 3}) {
                assertThat(table.rolls.claim()).isTrue();
                table.rolls.message().setValue(value);
                table.rolls.send();
            }
            long[] got = {0};
            assertThatExceptionOfType(PeerDataException.class).isThrownBy(() -> rolls.poll((roll, bytes, length) -> got[0] = roll.getValue(), 4))
                    .matches(e -> e.field().equals("dice_roll.value"));
            assertThat(got[0]).isZero();
            assertThat(rolls.poll((roll, bytes, length) -> got[0] = roll.getValue(), 4)).isEqualTo(1);
            assertThat(got[0]).isEqualTo(3);
        }
    }

    private static void bet(NorthSender<DiceBet> bets, long value) {
        assertThat(bets.claim()).isTrue();
        bets.message().setValue(value);
        assertThat(bets.send()).isTrue();
    }

    @Test
    void aHandlerThatThrowsLosesOneMessage() {
        try (DiceClient client = DiceClient.open(bus)) {
            NorthReceiver<DiceRoll> rolls = client.rolls(Pool.of(bus, 1 << 20), 2);
            client.roll(order(6, 5));
            device.table.play();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> rolls.poll((roll, bytes, length) -> {
                throw new UnsupportedOperationException();
            }, 1));
            long[] next = {0};
            assertThat(rolls.poll((roll, bytes, length) -> next[0] = roll.getSeq(), 1)).isEqualTo(1);
            assertThat(next[0]).isEqualTo(1);
            assertThat(device.table.play()).as("both buffers went back").isEqualTo(2);
        }
    }

    @Test
    void depthsOfTheSpec() {
        try (DiceClient client = DiceClient.open(bus)) {
            Pool pool = Pool.of(bus, 1 << 20);
            assertThatIllegalArgumentException().isThrownBy(() -> client.rolls(pool, 1)).withMessage("dice.rolls has 2 to 512 slots, not 1");
            errno(Errno.EINVAL, () -> client.session().ring(DiceDevice.DICE_QUEUE_ROLLS, 1));
            errno(Errno.EINVAL, () -> client.session().ring(DiceDevice.DICE_QUEUE_ROLLS, 513));
            client.rolls(pool, 512);
        }
    }
}
