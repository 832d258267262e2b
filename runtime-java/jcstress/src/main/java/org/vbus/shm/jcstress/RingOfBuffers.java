// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Receive ring: the south fills its last buffer while the north takes the one before and posts it again. What was written into a buffer is seen by
 * who gets it.
 */
@JCStressTest
@Outcome(id = "7, 8, 0, 2", expect = Expect.ACCEPTABLE, desc = "both at once")
@Outcome(id = "7, 0, 8, 2", expect = Expect.ACCEPTABLE, desc = "the second one later")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, out of order, or lost")
@State
public class RingOfBuffers {
    private final Rings rings = new Rings(2);
    // plain, as what a device writes into a buffer is
    private final int[] buffers = new int[2];

    /** Two buffers are posted, the first is filled. */
    public RingOfBuffers() {
        rings.north.post(1, 16, 256);
        rings.north.post(2, 32, 512);
        fill(7);
    }

    private void fill(int value) {
        if (rings.south.fill(rings.southAt, rings.southSlot)) {
            buffers[rings.southAt.position()] = value;
            rings.southAt.done(4);
        }
    }

    private int receive() {
        if (!rings.north.recv(rings.northAt, rings.northSlot)) {
            return 0;
        }
        int value = buffers[rings.northAt.position()];
        long message = rings.northSlot.cookie();
        return rings.northSlot.len() == 4 && rings.northAt.repost(message, 16 * message, 256 * message) ? value : -1;
    }

    /** Receives. */
    @Actor
    public void north(IIII_Result result) {
        result.r1 = receive();
        result.r2 = receive();
    }

    /** Fills. */
    @Actor
    public void south() {
        fill(8);
    }

    /** Afterwards: what is left, then the buffers that are posted. */
    @Arbiter
    public void outcome(IIII_Result result) {
        result.r3 = receive();
        while (rings.south.fill(rings.southAt, rings.southSlot) && Rings.message(rings.southSlot) > 0 && rings.southAt.done(0)) {
            result.r4++;
        }
    }
}
