// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Barriers S and P, D and C: a second signal while the first one is delivered. Either the receiver looks again before it leaves, or the sender
 * finds that nothing is pending; and who wipes out the mark has read what it stood for.
 */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "the receiver saw it before it left")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the sender notified again")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wakeup is lost")
@State
public class SignalWhileLeaving {
    private final Signals signals = new Signals();

    /** The first signal is on its way. */
    public SignalWhileLeaving() {
        signals.south.enable();
        signals.send(1);
        signals.notifications.set(0);
    }

    /** Sends again. */
    @Actor
    public void sender() {
        signals.send(2);
    }

    /** The first notification arrives. */
    @Actor
    public void receiver() {
        signals.south.wakeup();
    }

    /** Afterwards. */
    @Arbiter
    public void outcome(II_Result result) {
        result.r2 = signals.notifications.get();
        result.r1 = signals.settle();
    }
}
