// SPDX-License-Identifier: Apache-2.0
package org.vbus.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.PathElement.sequenceElement;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;
import linux.ioq.Ioq;
import linux.ioq.IoqIdx;
import linux.ioq.IoqRingDesc;
import linux.ioq.IoqRingHead;
import linux.ioq.IoqRingIdx;
import linux.shm_signal.ShmLocality;
import linux.shm_signal.ShmSignal;
import linux.shm_signal.ShmSignalDesc;
import linux.shm_signal.ShmSignalIrq;
import linux.vbus.Vbus;
import linux.vbus.VbusDevicecall;
import linux.vbus.VbusDeviceopen;
import linux.vbus.VbusDeviceshm;
import linux.vbus.VbusEvent;
import linux.vbus.VbusEventId;
import linux.venet.Venet;
import linux.venet.VenetCapabilities;
import linux.venet.VenetDevice;
import linux.venet.VenetGsoType;
import linux.venet.VenetIov;
import linux.venet.VenetMacqueryArgs;
import linux.venet.VenetSg;
import linux.venet.VenetSgFeatures;
import linux.venet.VenetSgFlags;
import org.junit.jupiter.api.Test;

/** The ABI to the byte, as the first implementation had it on 64-bit machines. Numbers here are written down, never computed. */
class LayoutTest {
    @Test
    void shmSignal() {
        assertThat(ShmSignal.SHM_SIGNAL_MAGIC).isEqualTo(0x58fa39dfL);
        assertThat(ShmSignal.SHM_SIGNAL_VER).isEqualTo(1);
        sizeAndAlign(ShmSignalIrq.LAYOUT, 3, 1);
        sizeAndAlign(ShmSignalDesc.LAYOUT, 16, 4);
        assertThat(offset(ShmSignalIrq.LAYOUT, "enabled")).isZero();
        assertThat(offset(ShmSignalIrq.LAYOUT, "pending")).isEqualTo(1);
        assertThat(offset(ShmSignalIrq.LAYOUT, "dirty")).isEqualTo(2);
        assertThat(offset(ShmSignalDesc.LAYOUT, "ver")).isEqualTo(4);
        assertThat(ShmSignalDesc.LAYOUT.byteOffset(groupElement("irq"), sequenceElement(0))).isEqualTo(8);
        assertThat(ShmSignalDesc.LAYOUT.byteOffset(groupElement("irq"), sequenceElement(1))).isEqualTo(11);
        ShmSignalDesc desc = new ShmSignalDesc().wrap(MemorySegment.ofArray(new int[4]), 0);
        assertThat(desc.irq(ShmLocality.NORTH).offset()).isEqualTo(8);
        assertThat(desc.irq(ShmLocality.SOUTH).offset()).isEqualTo(11);
    }

    @Test
    void ioq() {
        assertThat(Ioq.IOQ_RING_MAGIC).isEqualTo(0x47fa2fe4L);
        assertThat(Ioq.IOQ_RING_VER).isEqualTo(4);
        assertThat(Ioq.IOQ_MAX_COUNT).isEqualTo(2048);
        assertThat(IoqIdx.values()).as("without what only the C interface has").containsExactly(IoqIdx.VALID, IoqIdx.INUSE);
        sizeAndAlign(IoqRingDesc.LAYOUT, 32, 8);
        assertThat(IoqRingDesc.COOKIE_OFFSET).isZero();
        assertThat(IoqRingDesc.PTR_OFFSET).isEqualTo(8);
        assertThat(IoqRingDesc.LEN_OFFSET).isEqualTo(16);
        assertThat(IoqRingDesc.VALID_OFFSET).isEqualTo(24);
        assertThat(IoqRingDesc.SOWN_OFFSET).isEqualTo(25);
        sizeAndAlign(IoqRingIdx.LAYOUT, 12, 4);
        assertThat(IoqRingIdx.TAIL_OFFSET).isEqualTo(4);
        assertThat(IoqRingIdx.FULL_OFFSET).isEqualTo(8);
        sizeAndAlign(IoqRingHead.LAYOUT, 56, 8);
        assertThat(IoqRingHead.SIGNAL_OFFSET).isEqualTo(8);
        assertThat(IoqRingHead.LAYOUT.byteOffset(groupElement("idx"), sequenceElement(0))).isEqualTo(24);
        assertThat(IoqRingHead.LAYOUT.byteOffset(groupElement("idx"), sequenceElement(1))).isEqualTo(36);
        assertThat(IoqRingHead.COUNT_OFFSET).isEqualTo(48);
        assertThat(IoqRingHead.RING_OFFSET).isEqualTo(56);
    }

    @Test
    void segmentsOfARing() {
        assertThat(LongStream.of(16, 64, 256, 1024, 2048).map(IoqRingHead::sizeFor).toArray()).containsExactly(568L, 2104L, 8248L, 32824L, 65592L);
    }

    @Test
    void blocksOfTheBus() {
        assertThat(Vbus.VBUS_MAX_DEVTYPE_LEN).isEqualTo(128);
        assertThat(VbusDeviceopen.SIZE).isEqualTo(16);
        assertThat(VbusDeviceopen.HANDLE_OFFSET).isEqualTo(8);
        assertThat(VbusDevicecall.SIZE).isEqualTo(32);
        assertThat(VbusDevicecall.FUNC_OFFSET).isEqualTo(8);
        assertThat(VbusDevicecall.LEN_OFFSET).isEqualTo(12);
        assertThat(VbusDevicecall.FLAGS_OFFSET).isEqualTo(16);
        assertThat(VbusDevicecall.DATAP_OFFSET).isEqualTo(24);
        assertThat(VbusDeviceshm.SIZE).isEqualTo(56);
        assertThat(VbusDeviceshm.LAYOUT.byteOffset(groupElement("signal"), groupElement("offset"))).isEqualTo(24);
        assertThat(VbusDeviceshm.LAYOUT.byteOffset(groupElement("signal"), groupElement("prio"))).isEqualTo(28);
        assertThat(VbusDeviceshm.LAYOUT.byteOffset(groupElement("signal"), groupElement("cookie"))).isEqualTo(32);
        assertThat(VbusDeviceshm.DATAP_OFFSET).isEqualTo(40);
        assertThat(VbusDeviceshm.HANDLE_OFFSET).isEqualTo(48);
    }

    @Test
    void events() {
        assertThat(VbusEventId.values()).extracting(VbusEventId::value).containsExactly(0L, 1L, 2L, 3L);
        assertThat(VbusEvent.SIZE).isEqualTo(144);
        assertThat(VbusEvent.DATA_OFFSET).isEqualTo(8);
        VbusEvent event = new VbusEvent().wrap(MemorySegment.ofArray(new long[18]), 0);
        assertThat(event.data().add().offset()).isEqualTo(8);
        assertThat(VbusEvent.Data.Add.SIZE).isEqualTo(136);
        assertThat(VbusEvent.Data.Add.TYPE_OFFSET).isEqualTo(8);
    }

    @Test
    void venet() {
        assertThat(VenetIov.SIZE).isEqualTo(16);
        assertThat(VenetIov.PTR_OFFSET).isEqualTo(8);
        assertThat(VenetSg.FLAGS_OFFSET).isEqualTo(8);
        assertThat(VenetSg.LEN_OFFSET).isEqualTo(12);
        assertThat(VenetSg.LAYOUT.byteOffset(groupElement("csum"), groupElement("start"))).isEqualTo(16);
        assertThat(VenetSg.LAYOUT.byteOffset(groupElement("csum"), groupElement("offset"))).isEqualTo(18);
        assertThat(VenetSg.LAYOUT.byteOffset(groupElement("gso"), groupElement("type"))).isEqualTo(20);
        assertThat(VenetSg.LAYOUT.byteOffset(groupElement("gso"), groupElement("hdrlen"))).isEqualTo(22);
        assertThat(VenetSg.LAYOUT.byteOffset(groupElement("gso"), groupElement("size"))).isEqualTo(24);
        assertThat(VenetSg.COUNT_OFFSET).isEqualTo(28);
        assertThat(VenetSg.IOV_OFFSET).isEqualTo(32);
        assertThat(VenetSg.sizeFor(18)).isEqualTo(32 + 16 * 18);
        assertThat(VenetCapabilities.SIZE).isEqualTo(8);
        assertThat(VenetMacqueryArgs.SIZE).isEqualTo(6);
    }

    @Test
    void numbersOfVenet() {
        assertThat(VenetDevice.VENET_DEVICE_TYPE).isEqualTo("virtual-ethernet");
        assertThat(VenetDevice.ABI_HASH).matches("[0-9a-f]{64}");
        assertThat(VenetDevice.VERSION).isEqualTo(Venet.VENET_VERSION).isEqualTo(1);
        assertThat(new int[] {VenetDevice.VENET_QUEUE_RX, VenetDevice.VENET_QUEUE_TX}).containsExactly(0, 1);
        assertThat(new int[] {VenetDevice.VENET_FUNC_LINKUP, VenetDevice.VENET_FUNC_LINKDOWN, VenetDevice.VENET_FUNC_MACQUERY,
            VenetDevice.VENET_FUNC_NEGCAP, VenetDevice.VENET_FUNC_FLUSHRX}).containsExactly(0, 1, 2, 3, 4);
        assertThat(VenetDevice.VENET_CAP_GROUP_SG).isZero();
        assertThat(new long[] {VenetSgFeatures.SG, VenetSgFeatures.TSO4, VenetSgFeatures.TSO6, VenetSgFeatures.ECN, VenetSgFeatures.UFO})
                .containsExactly(1, 2, 4, 8, 16);
        assertThat(new long[] {VenetSgFlags.NEEDS_CSUM, VenetSgFlags.GSO, VenetSgFlags.ECN}).containsExactly(1, 2, 4);
        assertThat(VenetGsoType.values()).extracting(VenetGsoType::value).containsExactly(0, 1, 2);
    }

    @Test
    void requirementsOfFeatures() {
        assertThat(VenetSgFeatures.missingRequirements(VenetSgFeatures.ECN | VenetSgFeatures.SG)).containsExactly("ECN requires TSO4 or TSO6");
        assertThat(VenetSgFeatures.missingRequirements(VenetSgFeatures.KNOWN)).isEmpty();
        assertThat(VenetSgFeatures.closure(VenetSgFeatures.ECN | VenetSgFeatures.TSO4)).isZero();
        assertThat(VenetSgFeatures.closure(-1)).isEqualTo(VenetSgFeatures.KNOWN);
        assertThat(VenetSgFeatures.toString(VenetSgFeatures.SG | 0x20)).isEqualTo("SG|0x20");
    }

    private static void sizeAndAlign(MemoryLayout layout, long size, long align) {
        assertThat(layout.byteSize()).isEqualTo(size);
        assertThat(layout.byteAlignment()).isEqualTo(align);
    }

    private static long offset(MemoryLayout layout, String field) {
        return layout.byteOffset(groupElement(field));
    }
}
