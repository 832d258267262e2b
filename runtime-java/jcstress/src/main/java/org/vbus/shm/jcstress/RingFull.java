// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.vbus.shm.RingPair;

/** The north fills the ring while the south takes one: both ends meet, and the flag full says what that means. The rest comes out whole and in order. */
@JCStressTest
@Outcome(id = "1, 1, 2, 0", expect = Expect.ACCEPTABLE, desc = "one message is left, then none")
@Outcome(expect = Expect.FORBIDDEN, desc = "full or empty, but not the one that is true")
@State
public class RingFull {
    private final Rings rings = new Rings(2);

    /** A message is there. */
    public RingFull() {
        rings.send(1);
    }

    /** Fills. */
    @Actor
    public void north() {
        rings.send(2);
    }

    /** Receives. */
    @Actor
    public void south(IIII_Result result) {
        result.r1 = rings.take();
    }

    /** Afterwards. */
    @Arbiter
    public void outcome(IIII_Result result) {
        result.r2 = rings.south.used(RingPair.INUSE);
        result.r3 = rings.take();
        result.r4 = rings.south.used(RingPair.INUSE) + rings.take();
    }
}
