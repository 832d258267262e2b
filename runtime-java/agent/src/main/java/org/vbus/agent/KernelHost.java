// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import linux.vbus_kvm.VbusKvm;
import linux.vbus_kvm.VbusKvmAttach;
import linux.vbus_kvm.VbusKvmRange;
import org.vbus.os.Descriptor;
import org.vbus.os.Descriptor.Named;
import org.vbus.os.EventFd;
import org.vbus.os.OsException;
import org.vbus.runtime.Errno;

/** {@code /dev/vbus-kvm}. */
final class KernelHost implements Host {
    /** Where the module makes its node. */
    static final Path NODE = Path.of(VbusKvm.VBUS_KVM_NODE);

    private final Path node;

    KernelHost(Path node) {
        this.node = node;
    }

    @Override
    public Attachment attach(String bus, List<Range> ranges, long memory, Bells bells) {
        Descriptor file;
        try {
            file = Descriptor.open(node, false);
        } catch (OsException e) {
            throw new AgentException(e.getMessage() + (e.is(Errno.ENOENT) ? ": is the module vbus_kvm loaded?" : ""), e);
        }
        try {
            return new KernelAttachment(file, Descriptor.adopt("control page", attach(file, bus, ranges, memory, bells)));
        } catch (OsException e) {
            file.close();
            throw new AgentException(e.getMessage() + hint(e, bus, ranges), e);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static String hint(OsException e, String bus, List<Range> ranges) {
        return switch (e.errno().orElse(Errno.EIO)) {
            case ENOENT -> ": there is no bus '" + bus + "'";
            case EPERM -> ": only an administrator may use a bus that this process is not a member of";
            case ENOMEM -> ": all of the guest's " + MemorySize.format(ranges.stream().mapToLong(Range::bytes).sum())
                    + " are locked in memory; ulimit -l must allow that";
            default -> "";
        };
    }

    private static int attach(Descriptor file, String bus, List<Range> ranges, long memory, Bells bells) {
        try (Arena arena = Arena.ofConfined()) {
            VbusKvmAttach attach = new VbusKvmAttach().wrap(arena.allocate(VbusKvmAttach.SIZE, VbusKvmAttach.ALIGN), 0);
            attach.init();
            attach.setVersion(VbusKvm.VBUS_KVM_VERSION);
            attach.setBus(bus);
            attach.setNranges(ranges.size());
            attach.setRanges(ranges(arena, ranges, memory).address());
            attach.setVectors(bells.interrupts().size());
            attach.setPeer(IvshmemServer.HOST);
            attach.setControl(-1);

            List<Named> named = new ArrayList<>();
            attach.setIrqs(numbers(arena, bells.interrupts(), named).address());
            attach.setDoorbells(numbers(arena, bells.doorbells(), named).address());
            file.ioctl("ATTACH", VbusKvm.VBUS_KVM_IOCTL_ATTACH, attach.segment(), named);
            return attach.getControl();
        }
    }

    private static MemorySegment ranges(Arena arena, List<Range> ranges, long memory) {
        MemorySegment records = arena.allocate(ranges.size() * VbusKvmRange.SIZE, VbusKvmRange.ALIGN);
        for (int i = 0; i < ranges.size(); i++) {
            VbusKvmRange record = new VbusKvmRange().wrap(records, i * VbusKvmRange.SIZE);
            record.init();
            record.setGpa(ranges.get(i).address());
            record.setLen(ranges.get(i).bytes());
            record.setAddr(memory + ranges.get(i).offset());
        }
        return records;
    }

    /** Room for numbers, and who is to have them filled in. */
    private static MemorySegment numbers(Arena arena, List<EventFd> bells, List<Named> named) {
        MemorySegment numbers = arena.allocate(ValueLayout.JAVA_INT, bells.size());
        for (int i = 0; i < bells.size(); i++) {
            named.add(new Named(bells.get(i).descriptor(), numbers, i * 4L));
        }
        return numbers;
    }
}
