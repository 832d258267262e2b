// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The north sends two messages while the south takes what there is: whole ones, in order. */
@JCStressTest
@Outcome(id = {"0, 0", "0, 1", "1, 0", "1, 2"}, expect = Expect.ACCEPTABLE, desc = "what was there")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, or out of order")
@State
public class RingOrder {
    private final Rings rings = new Rings(2);

    /** Sends. */
    @Actor
    public void north() {
        rings.send(1);
        rings.send(2);
    }

    /** Receives. */
    @Actor
    public void south(II_Result result) {
        result.r1 = rings.take();
        result.r2 = rings.take();
    }
}
