// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Barriers S and R: a signal while the receiver unmasks. Either the sender notifies, or the receiver looks back, or both. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the receiver looked back")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the sender notified")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wakeup is lost")
@State
public class SignalWhileUnmasking {
    private final Signals signals = new Signals();

    /** Sends. */
    @Actor
    public void sender() {
        signals.send(1);
    }

    /** Unmasks. */
    @Actor
    public void receiver() {
        signals.south.enable();
    }

    /** Afterwards. */
    @Arbiter
    public void outcome(II_Result result) {
        result.r2 = signals.notifications.get();
        result.r1 = signals.settle();
    }
}
