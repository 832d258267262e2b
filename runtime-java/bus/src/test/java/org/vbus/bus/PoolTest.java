// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

class PoolTest {
    private static Pool pool(long bytes) {
        return new Pool(new Lasting(Arena.ofAuto().allocate(bytes, 4096)));
    }

    private record Lasting(MemorySegment memory) implements Region {
        @Override
        public void close() { }
    }

    @Test
    void buffersAreTakenAndGivenBack() {
        Pool pool = pool(1000);
        try (Buffers buffers = pool.buffers(3, 100)) {
            assertThat(buffers.count()).isEqualTo(3);
            assertThat(buffers.size()).isEqualTo(100);
            assertThat(buffers.take()).isZero();
            assertThat(buffers.take()).isEqualTo(1);
            assertThat(buffers.take()).isEqualTo(2);
            assertThat(buffers.take()).isEqualTo(-1);
            assertThat(buffers.idle()).isZero();
            buffers.give(1);
            assertThatIllegalArgumentException().isThrownBy(() -> buffers.give(1)).withMessage("buffer 1 is not taken");
            assertThatIllegalArgumentException().isThrownBy(() -> buffers.give(3));
            assertThatIllegalArgumentException().isThrownBy(() -> buffers.give(-1));
            assertThat(buffers.isTaken(1L << 32)).as("what a peer may make up").isFalse();
            assertThat(buffers.take()).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                assertThat(buffers.address(i)).isEqualTo(128L * i);
                assertThat(buffers.memory(i).byteSize()).isEqualTo(100);
            }
            buffers.memory(0).fill((byte) 1);
            assertThat(buffers.memory(1).get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0)).isZero();
            assertThat(pool.free()).isEqualTo(960 - 384);
            buffers.close();
            assertThat(buffers.take()).isEqualTo(-1);
        }
        assertThat(pool.free()).isEqualTo(960);
    }

    @Test
    void aPoolThatIsFull() {
        Pool pool = pool(4096);
        Buffers most = pool.buffers(64, 64);
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(() -> pool.buffers(1, 1)).matches(e -> e.is(Errno.ENOMEM));
        most.close();
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(() -> pool.buffers(65, 64)).matches(e -> e.is(Errno.ENOMEM));
        assertThatIllegalArgumentException().isThrownBy(() -> pool.buffers(0, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> pool.buffers(1, 0));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> pool.buffers(2, Long.MAX_VALUE - 64));
        assertThat(pool.free()).isEqualTo(4096);
    }

    @Test
    void piecesNeverMeetAndAllComeBack() {
        Pool pool = pool(1 << 16);
        Random random = new Random(1);
        List<Buffers> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean() && !all.isEmpty()) {
                all.remove(random.nextInt(all.size())).close();
                continue;
            }
            try {
                all.add(pool.buffers(1 + random.nextInt(8), 1 + random.nextInt(3000)));
            } catch (ErrnoException e) {
                assertThat(e.is(Errno.ENOMEM)).isTrue();
                continue;
            }
            Buffers last = all.getLast();
            long begin = last.address(0);
            long end = last.address(last.count() - 1) + last.size();
            assertThat(begin % Pool.ALIGN).isZero();
            assertThat(end).isLessThanOrEqualTo(1 << 16);
            for (Buffers other : all) {
                assertThat(other == last || other.address(0) >= end || other.address(other.count() - 1) + other.size() <= begin).isTrue();
            }
        }
        all.forEach(Buffers::close);
        assertThat(pool.free()).isEqualTo(1 << 16);
        pool.buffers(1, 1 << 16);
    }
}
