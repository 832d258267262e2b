// SPDX-License-Identifier: Apache-2.0
package acme.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import linux.ioq.IoqRingHead;
import org.junit.jupiter.api.Test;
import org.vbus.runtime.WindowException;

class SampleTest {
    @Test
    void whatIsWrittenIsRead() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ring = arena.allocate(2 * Sample.SIZE, Sample.ALIGN);
            Sample sample = new Sample().wrap(ring, Sample.SIZE);
            sample.setTime(1_000_000_007L);
            sample.setValue(-42);
            assertEquals(-42, new Sample().wrap(ring, Sample.SIZE).getValue());
            assertEquals(1_000_000_007L, ring.get(ValueLayout.JAVA_LONG, Sample.SIZE + Sample.TIME_OFFSET));
            assertEquals(0, ring.get(ValueLayout.JAVA_LONG, Sample.TIME_OFFSET));
            assertThrows(WindowException.class, () -> new Sample().wrap(ring, 2 * Sample.SIZE));
        }
    }

    @Test
    void theBindingsOfTheBusAreThereToo() {
        assertEquals(IoqRingHead.SIZE, IoqRingHead.LAYOUT.byteSize());
    }
}
