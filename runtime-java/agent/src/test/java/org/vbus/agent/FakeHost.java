// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import linux.vbus_kvm.VbusKvmWhat;
import org.vbus.os.Descriptor;
import org.vbus.os.EventFd;
import org.vbus.os.Mapping;
import org.vbus.os.UnixSocket;

/** A kernel with a bus: keeps what it is given, as the kernel does, and tells what was asked of it. */
final class FakeHost implements Host {
    final List<FakeAttachment> attached = new CopyOnWriteArrayList<>();
    volatile AgentException refusal;

    @Override
    public Attachment attach(String bus, List<Range> ranges, long memory, Bells bells) {
        if (refusal != null) {
            throw refusal;
        }
        FakeAttachment attachment = new FakeAttachment(bus, ranges, memory, kept(bells.doorbells()), kept(bells.interrupts()));
        attached.add(attachment);
        return attachment;
    }

    /** The same eventfds by other descriptors: the agent closes its own. */
    private static List<EventFd> kept(List<EventFd> bells) {
        List<UnixSocket> pair = UnixSocket.pair();
        List<EventFd> kept = new ArrayList<>();
        try (Arena arena = Arena.ofConfined(); UnixSocket from = pair.get(0); UnixSocket to = pair.get(1)) {
            MemorySegment message = arena.allocate(1);
            for (EventFd bell : bells) {
                from.send(message, bell.descriptor());
                kept.add(new EventFd(to.receive(message).take()));
            }
        }
        return kept;
    }

    /** A guest on the bus. */
    static final class FakeAttachment implements Attachment {
        final String bus;
        final List<Range> ranges;
        final List<EventFd> doorbells;
        final List<EventFd> interrupts;
        final Mapping page = Mapping.create("control", 4096);
        final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final ConcurrentLinkedQueue<News> news = new ConcurrentLinkedQueue<>();
        private final EventFd told = EventFd.create();

        FakeAttachment(String bus, List<Range> ranges, long memory, List<EventFd> doorbells, List<EventFd> interrupts) {
            this.bus = bus;
            this.ranges = ranges;
            this.doorbells = doorbells;
            this.interrupts = interrupts;
            // what the address is good for: the first word of each range is in the file
            for (Range range : ranges) {
                at(memory + range.offset()).set(ValueLayout.JAVA_LONG, 0, range.address() + 1);
            }
            page.memory().set(ValueLayout.JAVA_INT, 0, 0x76627063);
        }

        private static MemorySegment at(long address) {
            return MemorySegment.ofAddress(address).reinterpret(Long.BYTES);
        }

        void tell(VbusKvmWhat what) {
            news.add(new News(what, 1));
            told.ring();
        }

        @Override
        public Descriptor control() {
            return page.descriptor();
        }

        @Override
        public void handOver() {
            page.descriptor().close();
            asked.add("handOver");
        }

        @Override
        public void quiesce() {
            asked.add("quiesce");
        }

        @Override
        public void detach() {
            asked.add("detach");
            tell(VbusKvmWhat.GONE);
        }

        @Override
        public Descriptor descriptor() {
            return told.descriptor();
        }

        @Override
        public List<News> news() {
            told.answer();
            List<News> all = new ArrayList<>();
            for (News one = news.poll(); one != null; one = news.poll()) {
                all.add(one);
            }
            return all;
        }

        @Override
        public void close() {
            asked.add("close");
            told.close();
            page.descriptor().close();
        }
    }
}
