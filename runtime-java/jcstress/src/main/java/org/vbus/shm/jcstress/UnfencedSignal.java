// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm.jcstress;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import linux.shm_signal.ShmSignalDesc;
import linux.shm_signal.ShmSignalIrq;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@link SignalWhileUnmasking} with a sender that leaves out barrier S: shows that these tests see a wakeup that is lost. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the receiver looked back")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the sender notified")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "a wakeup is lost, as must be")
@State
public class UnfencedSignal {
    private static final VarHandle FLAG = ValueLayout.JAVA_BYTE.varHandle();
    private static final long SOUTH = ShmSignalDesc.IRQ_OFFSET + ShmSignalDesc.IRQ_STRIDE;

    private final Signals signals = new Signals();

    /** Sends, without barriers. */
    @Actor
    public void sender() {
        signals.payload = 1;
        FLAG.setRelease(signals.memory, SOUTH + ShmSignalIrq.DIRTY_OFFSET, (byte) 1);
        if ((byte) FLAG.getOpaque(signals.memory, SOUTH + ShmSignalIrq.ENABLED_OFFSET) != 0) {
            FLAG.setOpaque(signals.memory, SOUTH + ShmSignalIrq.PENDING_OFFSET, (byte) 1);
            signals.notifications.incrementAndGet();
        }
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
