// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import linux.ioq.IoqRingDesc;
import linux.ioq.IoqRingHead;
import linux.ioq.IoqRingIdx;
import org.vbus.runtime.PeerDataException;

/**
 * The steps of {@link Ring}, with the barriers of {@code lib/ioq.c} under their names.
 *
 * <p>Runs in two ways: as it is, over the memory in a field; or defined once more for one ring ({@link #dedicated}), where memory, count and
 * locality are constants of the class and most checks of an access are decided when it is compiled: {@code docs/decisions/041}.
 */
final class RingCode extends Ring {
    /** Of what ring. */
    record Of(MemorySegment memory, int count, int locality) { }

    private static final Of CONSTANT = constant();
    private static final MemorySegment MEMORY = CONSTANT == null ? null : CONSTANT.memory();
    private static final int COUNT = CONSTANT == null ? 0 : CONSTANT.count();
    private static final int LOCALITY = CONSTANT == null ? 0 : CONSTANT.locality();

    private static final VarHandle INDEX = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle FLAG = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle NUMBER = ValueLayout.JAVA_LONG.varHandle();
    private static final int VALID = RingPair.VALID.index;
    private static final int INUSE = RingPair.INUSE.index;

    private final MemorySegment memory;
    private final int count;
    private final int locality;

    RingCode(Of of) {
        memory = of.memory();
        count = of.count();
        locality = of.locality();
    }

    private static Of constant() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Of.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** A copy of this class, compiled for one ring alone; it goes when the ring goes. */
    static Ring dedicated(Of of) {
        try (InputStream in = RingCode.class.getResourceAsStream("RingCode.class")) {
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClassWithClassData(in.readAllBytes(), of, true);
            return (Ring) copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class, Of.class)).invoke(of);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    // one of each two is decided when the class is compiled

    private MemorySegment memory() {
        return MEMORY != null ? MEMORY : memory;
    }

    private int count() {
        return MEMORY != null ? COUNT : count;
    }

    private int locality() {
        return MEMORY != null ? LOCALITY : locality;
    }

    // ---- steps

    @Override
    boolean append(boolean message, long cookie, long ptr, long len) {
        // both ends of valid are this side's, in this thread: nothing races
        int head = head(VALID);
        int tail = tail(VALID);
        check(VALID, head, tail);
        // a slot that came back but was not reaped looks like a free one
        if (head == tail && full(VALID)) {
            return false;
        }
        long slot = slot(tail);
        if (!owned(slot)) {
            return false;
        }
        int peerHead = 0;
        if (message) {
            // after the owner: the pop that gave us the slot is seen
            peerHead = head(INUSE);
            int inuse = tail(INUSE);
            check(INUSE, peerHead, inuse);
            if (inuse != tail) {
                throw new PeerDataException("ioq_ring_head.idx[1].tail", Integer.toString(inuse), "that of idx[0], which is " + tail);
            }
        }
        put(slot, cookie, ptr, len);
        moveTail(VALID, head, tail);
        if (message) {
            moveTail(INUSE, peerHead, tail);
        }
        give(slot);
        return true;
    }

    @Override
    boolean reap(Slot into, boolean force) {
        int head = oldest(VALID, force);
        if (head < 0) {
            return false;
        }
        long slot = slot(head);
        if ((byte) FLAG.getOpaque(memory(), slot + IoqRingDesc.VALID_OFFSET) == 0) {
            return false;
        }
        copyBuffer(slot, into);
        into.valid = true;
        FLAG.setOpaque(memory(), slot + IoqRingDesc.VALID_OFFSET, (byte) 0);
        // the slot stays whose it is: it is the north's to fill again
        moveHead(VALID, head);
        return true;
    }

    @Override
    boolean canReap() {
        return oldest(VALID, false) >= 0;
    }

    @Override
    int data(Slot into) {
        int head = oldest(INUSE, false);
        if (head >= 0 && into != null) {
            copy(slot(head), into);
        }
        return head;
    }

    /** The head of a pair; {@code ~head} if the pair is empty or the slot there is not ours. */
    private int oldest(int index, boolean force) {
        int head = head(index);
        if (head < 0 || head >= count()) {
            throw broken(index, head, 0);
        }
        if (!force && !owned(slot(head))) {
            check(index, head, tail(index));
            return ~head;
        }
        // after the owner, so that its tail is seen
        int tail = tail(index);
        check(index, head, tail);
        return head != tail || full(index) ? head : ~head;
    }

    @Override
    int room(Slot into) {
        int tail = tail(INUSE);
        check(INUSE, head(INUSE), tail);
        // a slot of inuse is ours only after its pop: full says nothing that the owner does not
        long slot = slot(tail);
        if (!owned(slot)) {
            return ~tail;
        }
        if (into != null) {
            copy(slot, into);
        }
        return tail;
    }

    @Override
    boolean pop(int position) {
        long slot = slot(position);
        if (!owned(slot)) {
            return false;
        }
        return take(position, slot);
    }

    @Override
    boolean repost(int position, long cookie, long ptr, long len) {
        long slot = slot(position);
        if (!owned(slot)) {
            return false;
        }
        put(slot, cookie, ptr, len);
        return take(position, slot);
    }

    /** First the owner: its slot's indices are then seen as well. */
    private boolean take(int position, long slot) {
        int head = head(INUSE);
        int tail = tail(INUSE);
        check(INUSE, head, tail);
        if (position != head || head == tail && !full(INUSE)) {
            return false;
        }
        moveHead(INUSE, head);
        give(slot);
        return true;
    }

    @Override
    boolean push(int position, long len) {
        long slot = slot(position);
        if (!owned(slot)) {
            return false;
        }
        NUMBER.set(memory(), slot + IoqRingDesc.LEN_OFFSET, len);
        int head = head(INUSE);
        int tail = tail(INUSE);
        check(INUSE, head, tail);
        if (position != tail) {
            return false;
        }
        moveTail(INUSE, head, tail);
        give(slot);
        return true;
    }

    @Override
    boolean mine(int position) {
        return owned(slot(position));
    }

    @Override
    int used(int index) {
        // F, pairs with moveHead: who finds full cleared finds the head that moved before
        boolean full = full(index);
        int tail = tail(index);
        int head = head(index);
        full |= full(index);
        check(index, head, tail);
        if (head == tail) {
            return full ? count() : 0;
        }
        return tail > head ? tail - head : count() - head + tail;
    }

    @Override
    int next(int position) {
        return position + 1 == count() ? 0 : position + 1;
    }

    // ---- memory

    static long pair(int index) {
        return IoqRingHead.IDX_OFFSET + index * IoqRingHead.IDX_STRIDE;
    }

    private static long slot(int position) {
        return IoqRingHead.RING_OFFSET + position * IoqRingHead.RING_STRIDE;
    }

    private int head(int index) {
        return (int) INDEX.getOpaque(memory(), pair(index) + IoqRingIdx.HEAD_OFFSET);
    }

    private int tail(int index) {
        // T, pairs with moveTail: who finds the new tail finds the full that was set before
        return (int) INDEX.getAcquire(memory(), pair(index) + IoqRingIdx.TAIL_OFFSET);
    }

    private boolean full(int index) {
        return (byte) FLAG.getAcquire(memory(), pair(index) + IoqRingIdx.FULL_OFFSET) != 0;
    }

    private void check(int index, int head, int tail) {
        if (head < 0 || head >= count() || tail < 0 || tail >= count()) {
            throw broken(index, head, tail);
        }
    }

    private PeerDataException broken(int index, int head, int tail) {
        boolean atHead = head < 0 || head >= count();
        return new PeerDataException("ioq_ring_head.idx[" + index + "]." + (atHead ? "head" : "tail"), Integer.toUnsignedString(atHead ? head : tail),
                "below " + count());
    }

    private void moveTail(int index, int head, int tail) {
        int next = next(tail);
        // Not handed over yet, so the consumer cannot pass it and full is not too late. It can be too early: then a pop to come clears it.
        if (next == head) {
            FLAG.setOpaque(memory(), pair(index) + IoqRingIdx.FULL_OFFSET, (byte) 1);
        }
        // T, pairs with tail: full before tail
        INDEX.setRelease(memory(), pair(index) + IoqRingIdx.TAIL_OFFSET, next);
    }

    private void moveHead(int index, int head) {
        boolean full = full(index);
        INDEX.setOpaque(memory(), pair(index) + IoqRingIdx.HEAD_OFFSET, next(head));
        if (full) {
            // F, pairs with used: head before full
            FLAG.setRelease(memory(), pair(index) + IoqRingIdx.FULL_OFFSET, (byte) 0);
        }
    }

    private boolean owned(long slot) {
        // O, pairs with give
        return (byte) FLAG.getAcquire(memory(), slot + IoqRingDesc.SOWN_OFFSET) == locality();
    }

    private void give(long slot) {
        // O, pairs with owned: slot, payload and indices before the owner
        FLAG.setRelease(memory(), slot + IoqRingDesc.SOWN_OFFSET, (byte) (1 - locality()));
    }

    private void copy(long slot, Slot into) {
        copyBuffer(slot, into);
        into.valid = (byte) FLAG.getOpaque(memory(), slot + IoqRingDesc.VALID_OFFSET) != 0;
    }

    private void copyBuffer(long slot, Slot into) {
        into.cookie = (long) NUMBER.getOpaque(memory(), slot + IoqRingDesc.COOKIE_OFFSET);
        into.ptr = (long) NUMBER.getOpaque(memory(), slot + IoqRingDesc.PTR_OFFSET);
        into.len = (long) NUMBER.getOpaque(memory(), slot + IoqRingDesc.LEN_OFFSET);
    }

    /** Plain stores: the slot is ours until {@link #give}. */
    private void put(long slot, long cookie, long ptr, long len) {
        NUMBER.set(memory(), slot + IoqRingDesc.COOKIE_OFFSET, cookie);
        NUMBER.set(memory(), slot + IoqRingDesc.PTR_OFFSET, ptr);
        NUMBER.set(memory(), slot + IoqRingDesc.LEN_OFFSET, len);
        FLAG.set(memory(), slot + IoqRingDesc.VALID_OFFSET, (byte) 1);
    }
}
