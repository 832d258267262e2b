// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads of one side signal at once: one of them notifies. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one notification")
@Outcome(expect = Expect.FORBIDDEN, desc = "none, or more than one is in flight")
@State
public class SignalOfTwoSenders {
    private final Signals signals = new Signals();

    /** Listens. */
    public SignalOfTwoSenders() {
        signals.south.enable();
    }

    /** Sends. */
    @Actor
    public void one() {
        signals.north.inject();
    }

    /** Sends. */
    @Actor
    public void other() {
        signals.north.inject();
    }

    /** Afterwards. */
    @Arbiter
    public void outcome(I_Result result) {
        result.r1 = signals.notifications.get();
    }
}
