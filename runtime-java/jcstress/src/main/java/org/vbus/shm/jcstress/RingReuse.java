// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The one slot of a ring goes there, back, and there again: whoever owns it finds what the other one left, whole. */
@JCStressTest
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "not back yet")
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "back, and sent again later")
@Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "back, sent again and taken")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, or of two owners")
@State
public class RingReuse {
    private final Rings rings = new Rings(1);

    /** A message is there. */
    public RingReuse() {
        rings.send(1);
    }

    /** Takes back, and sends the next one; which only works in a slot that is free. */
    @Actor
    public void north(III_Result result) {
        result.r1 = rings.reap();
        if (rings.send(2) != (result.r1 == 1)) {
            result.r1 = -2;
        }
    }

    /** Receives. */
    @Actor
    public void south(III_Result result) {
        result.r2 = rings.take();
        result.r3 = rings.take();
    }
}
