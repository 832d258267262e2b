// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import acme.inet.Inet;
import acme.inet.PcapFile;
import acme.inet.PcapRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** A capture file of Ethernet frames that Wireshark reads: the classic format, times in nanoseconds. Whole after each frame. One thread at a time. */
final class PcapWriter implements AutoCloseable {
    private final FileChannel file;
    private final PcapRecord head = new PcapRecord().wrap(Arena.ofAuto().allocate(PcapRecord.SIZE, PcapRecord.ALIGN), 0);
    private int frames;

    /**
     * Begins a file; one that is there is overwritten.
     *
     * @throws IOException when that may not be
     */
    PcapWriter(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        PcapFile begin = new PcapFile().wrap(Arena.ofAuto().allocate(PcapFile.SIZE, PcapFile.ALIGN), 0);
        begin.init();
        put(begin.segment());
    }

    /** Adds a frame. */
    void write(Instant when, MemorySegment frame) {
        long kept = Math.min(frame.byteSize(), Inet.PCAP_SNAPLEN);
        head.setSeconds(when.getEpochSecond());
        head.setNanoseconds(when.getNano());
        head.setCaptured(kept);
        head.setOriginal(frame.byteSize());
        try {
            put(head.segment(), frame.asSlice(0, kept));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        frames++;
    }

    private void put(MemorySegment... parts) throws IOException {
        ByteBuffer[] buffers = new ByteBuffer[parts.length];
        for (int i = 0; i < parts.length; i++) {
            buffers[i] = parts[i].asByteBuffer();
        }
        while (buffers[buffers.length - 1].hasRemaining()) {
            file.write(buffers);
        }
    }

    /** Frames so far. */
    int frames() {
        return frames;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
