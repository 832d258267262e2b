// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A receiver that masks, polls and unmasks, as a driver under load does: what it did not poll, it is told. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "too late for the poll: told")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "polled; once too often told, which is harmless")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wakeup is lost")
@State
public class SignalWhileMasking {
    private final Signals signals = new Signals();

    /** Listens. */
    public SignalWhileMasking() {
        signals.south.enable();
    }

    /** Sends. */
    @Actor
    public void sender() {
        signals.send(1);
    }

    /** Masks, polls, unmasks. */
    @Actor
    public void receiver(II_Result result) {
        signals.south.disable();
        result.r1 = signals.payload;
        signals.south.enable();
    }

    /** Afterwards. */
    @Arbiter
    public void outcome(II_Result result) {
        result.r2 = signals.settle();
    }
}
