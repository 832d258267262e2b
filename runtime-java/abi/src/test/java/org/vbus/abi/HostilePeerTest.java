// SPDX-License-Identifier: Apache-2.0
package org.vbus.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import linux.ioq.IoqIdx;
import linux.ioq.IoqRingDesc;
import linux.ioq.IoqRingHead;
import linux.shm_signal.ShmLocality;
import linux.shm_signal.ShmSignalDesc;
import linux.vbus.VbusDeviceshm;
import linux.vbus.VbusEvent;
import linux.vbus.VbusEventId;
import linux.venet.VenetGsoType;
import linux.venet.VenetSg;
import linux.venet.VenetSgFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vbus.runtime.FieldRangeException;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.WindowException;

/** Whatever stands in the memory, the answer is a value or an exception that says what is wrong, and no byte outside is touched. */
class HostilePeerTest {
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    private IoqRingHead ring(long slots) {
        IoqRingHead head = new IoqRingHead().wrap(arena.allocate(IoqRingHead.sizeFor(slots), 8), 0);
        head.init();
        head.setCount(slots);
        return head;
    }

    private static void put(MemorySegment segment, long offset, int bits) {
        segment.set(ValueLayout.JAVA_INT_UNALIGNED, offset, bits);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable check, String field, String value, String rule) {
        assertThatThrownBy(check).isInstanceOfSatisfying(PeerDataException.class, e -> {
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.value()).isEqualTo(value);
            assertThat(e.rule()).isEqualTo(rule);
            assertThat(e).hasMessage(field + " is " + value + "; rule: " + rule);
        });
    }

    @Test
    void aGoodRingPasses() {
        IoqRingHead head = ring(16);
        head.check();
        assertThat(head.getMagic()).isEqualTo(IoqRingHead.MAGIC);
        assertThat(head.signal().getMagic()).as("init reaches what is inside").isEqualTo(ShmSignalDesc.MAGIC);
        for (int i = 0; i < 16; i++) {
            assertThat(head.ring(i).offset()).isEqualTo(56 + 32L * i);
        }
    }

    @Test
    void wrongMagicAndVersion() {
        IoqRingHead head = ring(4);
        put(head.segment(), IoqRingHead.MAGIC_OFFSET, 0xdeadbeef);
        refused(head::check, "ioq_ring_head.magic", "3735928559", "magic == 0x47fa2fe4");
        put(head.segment(), IoqRingHead.MAGIC_OFFSET, 0x47fa2fe4);
        put(head.segment(), IoqRingHead.VER_OFFSET, 5);
        refused(head::check, "ioq_ring_head.ver", "5", "ver == 4");
        head.init();
        head.setCount(4);
        put(head.segment(), IoqRingHead.SIGNAL_OFFSET, 1);
        refused(head::check, "shm_signal_desc.magic", "1", "magic == 0x58fa39df");
    }

    @Test
    void aRingThatClaimsMoreThanThereIs() {
        IoqRingHead head = ring(4);
        for (long count : new long[] {0, 2049, 0x7fffffffL, 0x80000000L, 0xffffffffL}) {
            put(head.segment(), IoqRingHead.COUNT_OFFSET, (int) count);
            refused(head::check, "ioq_ring_head.count", Long.toString(count), "count in 1..IOQ_MAX_COUNT");
        }
        head.setCount(5);
        refused(head::check, "ioq_ring_head.ring", "5", "ring[count] lies inside the segment");
        assertThatThrownBy(() -> head.ring(4)).isInstanceOf(WindowException.class).hasMessageContaining("ioq_ring_desc at offset 184");
        put(head.segment(), IoqRingHead.COUNT_OFFSET, -1);
        for (long index : new long[] {-1, 4, 1000, 0xfffffffeL, 0xffffffffL, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE / 32 + 2}) {
            assertThatThrownBy(() -> head.ring(index)).as("slot %d", index).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(head.ring(3).getCookie()).isZero();
    }

    @Test
    void indicesBeyondTheRing() {
        IoqRingHead head = ring(8);
        head.idx(IoqIdx.INUSE).setTail(7);
        head.check();
        head.idx(IoqIdx.INUSE).setTail(8);
        assertThatThrownBy(head::check).isInstanceOf(PeerDataException.class)
                .hasMessage("ioq_ring_head.idx is element INUSE: idx.tail = 8, count = 8; rule: idx.tail < count");
        head.idx(IoqIdx.INUSE).setTail(0);
        head.idx(IoqIdx.VALID).setHead(0xffffffffL);
        assertThatThrownBy(head::check).isInstanceOf(PeerDataException.class).hasMessageContaining("element VALID: idx.head = 4294967295");
    }

    @Test
    void bytesThatMustBeZero() {
        IoqRingHead head = ring(1);
        head.segment().set(ValueLayout.JAVA_BYTE, 53, (byte) 0x80);
        refused(head::check, "ioq_ring_head.reserved@52", "0x80 in byte 1", "zero");
        head.clear();
        assertThat(head.segment().get(ValueLayout.JAVA_BYTE, 53)).isZero();
    }

    @Test
    void anOwnerThatDoesNotExist() {
        IoqRingDesc slot = ring(1).ring(0);
        slot.segment().set(ValueLayout.JAVA_BYTE, slot.offset() + IoqRingDesc.SOWN_OFFSET, (byte) 0xff);
        refused(slot::getSown, "ioq_ring_desc.sown", "255", "a literal of shm_locality");
        refused(slot::getSownAcquire, "ioq_ring_desc.sown", "255", "a literal of shm_locality");
        refused(slot::check, "ioq_ring_desc.sown", "255", "a literal of shm_locality");
        assertThat(slot.getSownValue()).as("the number can always be looked at").isEqualTo(255);
        assertThatThrownBy(() -> ShmLocality.of(2)).isInstanceOf(PeerDataException.class);
        assertThat(ShmLocality.find(2)).isEmpty();
    }

    @Test
    void signalsOutsideTheirRegion() {
        VbusDeviceshm shm = new VbusDeviceshm().wrap(arena.allocate(VbusDeviceshm.LAYOUT), 0);
        shm.init();
        shm.setLen(100);
        shm.signal().setOffset(84);
        shm.check();
        shm.signal().setOffset(85);
        assertThatThrownBy(shm::check).isInstanceOf(PeerDataException.class).hasMessageContaining("signal.offset = 85").hasMessageContaining("len = 100");
        // the sum does not wrap at 32 bits
        shm.signal().setOffset(0xfffffff8L);
        assertThatThrownBy(shm::check).isInstanceOf(PeerDataException.class);
        shm.signal().setOffset(0xffffffffL);
        assertThatCode(shm::check).as("the value that says there is none").doesNotThrowAnyException();
        shm.signal().setPrio(8);
        assertThatThrownBy(shm::check).isInstanceOf(PeerDataException.class).hasMessageContaining("signal.prio <= 7");
    }

    @Test
    void eventsOfTheFuture() {
        VbusEvent event = new VbusEvent().wrap(arena.allocate(VbusEvent.LAYOUT), 0);
        event.init();
        event.setEventid(VbusEventId.DEVADD);
        event.data().add().setId(7);
        event.data().add().setType("virtual-ethernet");
        assertThat(event.hasDataAdd()).isTrue();
        assertThat(event.data().add().getType()).isEqualTo("virtual-ethernet");
        event.setEventidValue(99);
        event.check();
        assertThat(event.getEventid()).isEmpty();
        assertThat(event.getEventidValue()).isEqualTo(99);
        assertThat(event.hasDataAdd() || event.hasDataHandle()).isFalse();
        put(event.segment(), 4, 1);
        assertThatThrownBy(event::check).isInstanceOf(PeerDataException.class).hasMessageContaining("vbus_event.reserved@4");
    }

    @Test
    void textWithoutAnEnd() {
        VbusEvent event = new VbusEvent().wrap(arena.allocate(VbusEvent.LAYOUT), 0);
        event.segment().asSlice(16, 128).fill((byte) 'x');
        assertThat(event.data().add().getType()).isEqualTo("x".repeat(128));
        event.segment().asSlice(16, 128).fill((byte) 0xff);
        assertThat(event.data().add().getType()).isEqualTo("\ufffd".repeat(128));
        assertThatThrownBy(() -> event.data().add().setType("\u00e9".repeat(64))).isInstanceOf(FieldRangeException.class)
                .hasMessageContaining("128 bytes of text").hasMessageContaining("at most 127 bytes and a NUL");
        event.data().add().setType("\u00e9".repeat(63));
        assertThat(event.segment().asSlice(16, 126).toArray(ValueLayout.JAVA_BYTE)).isEqualTo("\u00e9".repeat(63).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void packetsThatLieAboutTheirLength() {
        VenetSg sg = new VenetSg().wrap(arena.allocate(VenetSg.sizeFor(3), 8), 0);
        sg.init();
        sg.setCount(3);
        for (int i = 0; i < 3; i++) {
            sg.iov(i).setLen(0xffffffffL);
        }
        sg.setLen(0xfffffffdL);
        // three times 2^32 - 1, which 32 bits would call 2^32 - 3
        assertThatThrownBy(sg::check).isInstanceOf(PeerDataException.class)
                .hasMessage("venet_sg.len is len = 4294967293, sum(iov.len) = 12884901885; rule: len == sum(iov.len)");
        sg.iov(0).setLen(1);
        sg.iov(1).setLen(2);
        sg.iov(2).setLen(3);
        sg.setLen(6);
        sg.check();
        sg.setCount(4);
        assertThatThrownBy(sg::check).isInstanceOf(PeerDataException.class).hasMessageContaining("venet_sg.iov is 4");
        sg.setCount(19);
        assertThatThrownBy(sg::check).isInstanceOf(PeerDataException.class).hasMessageContaining("count in 1..VENET_MAX_IOV");
    }

    @Test
    void whatIsNotValidIsNotJudged() {
        VenetSg sg = new VenetSg().wrap(arena.allocate(VenetSg.sizeFor(1), 8), 0);
        sg.init();
        sg.setCount(1);
        sg.segment().set(ValueLayout.JAVA_BYTE, VenetSg.GSO_OFFSET, (byte) 77);
        sg.check();
        assertThat(sg.hasGso()).isFalse();
        sg.setFlags(VenetSgFlags.GSO);
        refused(sg::check, "venet_sg.gso.type", "77", "a literal of venet_gso_type");
        sg.gso().setType(VenetGsoType.TCPV6);
        refused(sg::check, "venet_sg.gso.size", "0", "size > 0");
        sg.gso().setSize(1448);
        sg.check();
    }

    @Test
    void randomBytesNeverDoMoreThanThrow() {
        Random random = new Random(1);
        byte[] noise = new byte[600];
        for (int round = 0; round < 20_000; round++) {
            int length = 56 + random.nextInt(500);
            MemorySegment segment = MemorySegment.ofArray(new long[75]).asSlice(0, length);
            random.nextBytes(noise);
            MemorySegment.copy(noise, 0, segment, ValueLayout.JAVA_BYTE, 0, length);
            judge(() -> new IoqRingHead().wrap(segment, 0).check());
            judge(() -> new VenetSg().wrap(segment, 0).check());
            judge(() -> new VbusEvent().wrap(segment, 0).check());
            IoqRingHead head = new IoqRingHead().wrap(segment, 0);
            long slot = random.nextLong();
            judge(() -> head.ring(slot).check());
            judge(() -> head.ring(slot & 0xff).check());
        }
    }

    /** The exceptions of the contract, nothing else. */
    private static void judge(Runnable action) {
        try {
            action.run();
        } catch (PeerDataException | IndexOutOfBoundsException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void memoryThatWentAway() {
        IoqRingHead head;
        try (Arena brief = Arena.ofConfined()) {
            head = new IoqRingHead().wrap(brief.allocate(IoqRingHead.sizeFor(1), 8), 0);
        }
        assertThatThrownBy(head::getCount).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new IoqRingHead().getCount()).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void windowsThatAreNone() {
        MemorySegment memory = arena.allocate(128, 64);
        for (long offset : new long[] {73, 128, -1, -56, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 55}) {
            assertThatThrownBy(() -> new IoqRingHead().wrap(memory, offset)).as("offset %d", offset).isInstanceOf(WindowException.class);
        }
        assertThatThrownBy(() -> new IoqRingHead().wrap(memory, 4)).isInstanceOf(WindowException.class).hasMessageContaining("multiple of 8");
        assertThatThrownBy(() -> new IoqRingHead().wrap(MemorySegment.ofArray(new byte[56]), 0)).isInstanceOf(WindowException.class);
        assertThat(new IoqRingHead().wrap(memory, 72).offset()).isEqualTo(72);
    }
}
