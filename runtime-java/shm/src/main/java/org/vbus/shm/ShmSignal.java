// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import linux.shm_signal.ShmLocality;
import linux.shm_signal.ShmSignalDesc;
import linux.shm_signal.ShmSignalIrq;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.Windows;

/**
 * This side's view of one signal: "memory changed", in both directions, each of which its receiver can mask. At most one notification is in
 * flight for a direction; one too many is harmless, none is lost. Spec: {@code linux.shm_signal}.
 *
 * <p>All methods may be called by any thread. The barriers are those of {@code lib/shm_signal.c} in the kernel tree and have its names.
 */
public final class ShmSignal {
    /** Callbacks in one go: a peer that never lets go of its mark otherwise keeps the thread for ever. */
    private static final int MAX_ROUNDS = 16;
    private static final VarHandle FLAG = ValueLayout.JAVA_BYTE.varHandle();
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT;

    private final MemorySegment memory;
    private final ShmLocality locality;
    private final long mine;
    private final long peer;
    private final Transport transport;
    private final Executor deferred;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private Runnable notifier;
    private boolean inWakeup;
    private boolean isDeferred;
    private Thread runner;

    /**
     * Builds this side's object; does not touch the memory.
     *
     * @param memory the descriptor, which {@link #format} or {@link #check} saw; it stays as long as the object does
     * @param locality this side
     * @param transport to the peer
     * @param deferred runs what a listener has missed while it was masked, never within {@link #enable()}; what it accepts it must run, or
     *        {@link #stop()} waits for ever
     */
    public ShmSignal(MemorySegment memory, ShmLocality locality, Transport transport, Executor deferred) {
        Windows.check("shm_signal_desc", memory, 0, ShmSignalDesc.SIZE, ShmSignalDesc.ALIGN);
        this.memory = memory;
        this.locality = locality;
        this.transport = Objects.requireNonNull(transport);
        this.deferred = Objects.requireNonNull(deferred);
        this.mine = irq(locality);
        this.peer = irq(locality == ShmLocality.NORTH ? ShmLocality.SOUTH : ShmLocality.NORTH);
    }

    /** Makes a fresh descriptor, both directions masked. The north does this before it registers the memory. */
    public static void format(MemorySegment memory) {
        memory.asSlice(0, ShmSignalDesc.SIZE).fill((byte) 0);
        memory.set(WORD, ShmSignalDesc.VER_OFFSET, (int) ShmSignalDesc.VER);
        memory.set(WORD, ShmSignalDesc.MAGIC_OFFSET, (int) ShmSignalDesc.MAGIC);
    }

    /**
     * Makes sure that a peer's descriptor is one that we understand.
     *
     * @throws PeerDataException on another magic or version
     * @throws org.vbus.runtime.WindowException when it does not lie in the memory
     */
    public static void check(MemorySegment memory) {
        Windows.check("shm_signal_desc", memory, 0, ShmSignalDesc.SIZE, ShmSignalDesc.ALIGN);
        expect("shm_signal_desc.magic", memory.get(WORD, ShmSignalDesc.MAGIC_OFFSET), (int) ShmSignalDesc.MAGIC);
        expect("shm_signal_desc.ver", memory.get(WORD, ShmSignalDesc.VER_OFFSET), (int) ShmSignalDesc.VER);
    }

    static void expect(String field, int found, int wanted) {
        if (found != wanted) {
            throw new PeerDataException(field, "0x%08x".formatted(found), "0x%08x".formatted(wanted));
        }
    }

    /** This side. */
    public ShmLocality locality() {
        return locality;
    }

    /**
     * Chooses who hears of the peer, until {@link #stop()}. It runs in the transport's thread or in the executor's, never twice at once, and may
     * call {@link #enable()}, {@link #disable()} and {@link #inject()}.
     *
     * @throws IllegalStateException if there is one
     */
    public void onSignal(Runnable listener) {
        lock.lock();
        try {
            if (notifier != null) {
                throw new IllegalStateException("the signal has a listener");
            }
            notifier = Objects.requireNonNull(listener);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells the peer that memory changed. Always leaves a mark; notifies only if the peer listens and has not been told.
     *
     * @throws RuntimeException that of the transport
     */
    public void inject() {
        // D, pairs with C in run: payload before dirty
        VarHandle.fullFence();
        set(peer, ShmSignalIrq.DIRTY_OFFSET, 1);
        // S, pairs with R in enable and P in run: either we see that the peer wants to be told or it sees dirty
        VarHandle.fullFence();
        if (!is(peer, ShmSignalIrq.ENABLED_OFFSET) || is(peer, ShmSignalIrq.PENDING_OFFSET)) {
            return;
        }
        if (!first()) {
            return;
        }
        // the receiver clears pending: our store must not come after that
        VarHandle.fullFence();
        try {
            transport.notifyPeer();
        } catch (RuntimeException | Error e) {
            // nothing is in flight: let the next one try
            set(peer, ShmSignalIrq.PENDING_OFFSET, 0);
            throw e;
        }
    }

    /** Of two senders on this side one notifies. */
    private boolean first() {
        lock.lock();
        try {
            boolean first = !is(peer, ShmSignalIrq.PENDING_OFFSET);
            if (first) {
                set(peer, ShmSignalIrq.PENDING_OFFSET, 1);
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the peer's signals in. What came while they were masked is delivered at once, though never within this call. */
    public void enable() {
        lock.lock();
        try {
            set(mine, ShmSignalIrq.ENABLED_OFFSET, 1);
            // R, pairs with S in inject: either the sender sees that we are open or we see its dirty
            VarHandle.fullFence();
            if (!inWakeup && isRaised()) {
                defer();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Masks the peer's signals. Does not wait for a listener that runs; what is under way waits for {@link #enable()}. */
    public void disable() {
        set(mine, ShmSignalIrq.ENABLED_OFFSET, 0);
        // the caller goes on to poll: its reads come after the mask; pairs with S in inject
        VarHandle.fullFence();
    }

    /** A notification arrived: the transport calls this. One too many is harmless. */
    public void wakeup() {
        run(false);
    }

    private void run(boolean fromDeferred) {
        lock.lock();
        try {
            if (fromDeferred) {
                isDeferred = false;
            }
            // the one that is in there looks again before it leaves
            if (inWakeup) {
                return;
            }
            inWakeup = true;
            runner = Thread.currentThread();
            try {
                deliver();
            } catch (RuntimeException | Error e) {
                // the listener's; the peer may notify again
                set(mine, ShmSignalIrq.PENDING_OFFSET, 0);
                throw e;
            } finally {
                inWakeup = false;
                runner = null;
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, which it lets go of around the listener. */
    private void deliver() {
        int rounds = 0;
        while (is(mine, ShmSignalIrq.ENABLED_OFFSET) && isRaised()) {
            Runnable listener;
            do {
                listener = notifier;
                if (listener != null && rounds++ == MAX_ROUNDS) {
                    // pending stays: the peer need not notify
                    defer();
                    return;
                }
                set(mine, ShmSignalIrq.DIRTY_OFFSET, 0);
                // C, pairs with D in inject: a dirty that this store wiped out was preceded by a payload that the listener now sees
                VarHandle.fullFence();
                if (listener == null) {
                    break;
                }
                call(listener);
            } while (is(mine, ShmSignalIrq.ENABLED_OFFSET) && is(mine, ShmSignalIrq.DIRTY_OFFSET));
            set(mine, ShmSignalIrq.PENDING_OFFSET, 0);
            // P, pairs with S in inject: either we see the sender's dirty or it sees that nothing is pending
            VarHandle.fullFence();
            // a listener set later looks by itself
            if (listener == null) {
                return;
            }
        }
    }

    private void call(Runnable listener) {
        lock.unlock();
        try {
            listener.run();
        } finally {
            lock.lock();
        }
    }

    private void defer() {
        // without a listener nobody is to be told; stop relies on it
        if (isDeferred || notifier == null) {
            return;
        }
        isDeferred = true;
        try {
            deferred.execute(() -> run(true));
        } catch (RuntimeException e) {
            isDeferred = false;
            throw e;
        }
    }

    /**
     * Hears of the peer no more: when this returns no listener runs, and none will. Not from within the listener.
     *
     * @throws IllegalStateException from within the listener
     */
    public void stop() {
        lock.lock();
        try {
            if (runner == Thread.currentThread()) {
                throw new IllegalStateException("a listener cannot wait for its own end");
            }
            notifier = null;
            while (inWakeup || isDeferred) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isRaised() {
        return is(mine, ShmSignalIrq.DIRTY_OFFSET) || is(mine, ShmSignalIrq.PENDING_OFFSET);
    }

    private static long irq(ShmLocality locality) {
        return ShmSignalDesc.IRQ_OFFSET + locality.value() * ShmSignalDesc.IRQ_STRIDE;
    }

    private boolean is(long irq, long flag) {
        return (byte) FLAG.getOpaque(memory, irq + flag) != 0;
    }

    private void set(long irq, long flag, int value) {
        FLAG.setOpaque(memory, irq + flag, (byte) value);
    }
}
