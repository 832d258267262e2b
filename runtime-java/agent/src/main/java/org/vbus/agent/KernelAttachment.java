// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import linux.vbus_kvm.VbusKvm;
import linux.vbus_kvm.VbusKvmEvent;
import org.vbus.os.Descriptor;
import org.vbus.os.OsException;
import org.vbus.runtime.Errno;

/** A guest that {@code /dev/vbus-kvm} knows. */
final class KernelAttachment implements Attachment {
    private static final int EVENTS = 8;

    private final Descriptor file;
    private final Descriptor control;

    KernelAttachment(Descriptor file, Descriptor control) {
        this.file = file;
        this.control = control;
    }

    @Override
    public Descriptor control() {
        return control;
    }

    @Override
    public void handOver() {
        control.close();
    }

    @Override
    public void quiesce() {
        unlessGone("QUIESCE", VbusKvm.VBUS_KVM_IOCTL_QUIESCE);
    }

    @Override
    public void detach() {
        unlessGone("DETACH", VbusKvm.VBUS_KVM_IOCTL_DETACH);
    }

    private void unlessGone(String what, long request) {
        try {
            file.ioctl(what, request, MemorySegment.NULL);
        } catch (OsException e) {
            // gone: which is more than what was asked for
            if (!e.is(Errno.ENOTCONN)) {
                throw e;
            }
        }
    }

    @Override
    public Descriptor descriptor() {
        return file;
    }

    @Override
    public List<News> news() {
        List<News> news = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate(EVENTS * VbusKvmEvent.SIZE, VbusKvmEvent.ALIGN);
            // one look: what is left makes the descriptor readable again
            long bytes = file.read(events);
            for (long at = 0; at + VbusKvmEvent.SIZE <= bytes; at += VbusKvmEvent.SIZE) {
                VbusKvmEvent event = new VbusKvmEvent().wrap(events, at);
                event.getWhat().ifPresent(what -> news.add(new News(what, event.getCount())));
            }
            return news;
        }
    }

    @Override
    public void close() {
        control.close();
        file.close();
    }
}
