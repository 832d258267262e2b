// SPDX-License-Identifier: Apache-2.0
package acme.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acme.types.Reading;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PairTest {
    @Test
    void aPartIsTheClassOfTheOtherProject() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Pair.SIZE, Pair.ALIGN);
            new Reading().wrap(memory, Pair.SECOND_OFFSET).setValue(7);
            Reading second = new Pair().wrap(memory, 0).second();
            assertEquals(7, second.getValue());
        }
    }
}
