// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Capture files of records as docs/wireshark.md has them, and Ethernet frames to put into them. */
final class CaptureFile {
    private static final int MAGIC = 0x76627263;
    private static final int LINKTYPE_USER0 = 147;

    static final int TO_DRIVER = 1;
    static final int BIG_ENDIAN = 2;
    static final int FOLLOWED = 8;
    static final int RING = 0;
    static final int CALL = 1;
    static final int STRUCT = 3;
    static final int IOCTL = 4;

    private CaptureFile() { }

    /** A feature group and what of it was granted. */
    record Group(int id, long bits) { }

    /** One record; {@code wire} is how long the payload was before it was cut. */
    record Record(int kind, int flags, String name, int number, List<Group> groups, List<Integer> slots, int wire, byte[] payload) {
        Record(int kind, int flags, String name, int number, List<Group> groups, List<Integer> slots, byte[] payload) {
            this(kind, flags, name, number, groups, slots, payload.length, payload);
        }

        byte[] bytes() {
            byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer buffer = ByteBuffer.allocate(24 + text.length + groups.size() * 12 + slots.size() * 4 + payload.length);
            buffer.putInt(MAGIC).put((byte) 1).put((byte) kind).put((byte) flags).put((byte) text.length).putInt(number).putInt(0)
                    .putShort((short) groups.size()).putShort((short) slots.size()).putInt(wire).put(text);
            groups.forEach(group -> buffer.putInt(group.id()).putLong(group.bits()));
            slots.forEach(buffer::putInt);
            return buffer.put(payload).array();
        }
    }

    /** Writes a file in which each packet is one of these, whole. */
    static void write(Path file, List<byte[]> packets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(little(24).putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(1 << 18).putInt(LINKTYPE_USER0).array());
        for (byte[] packet : packets) {
            out.write(little(16).putInt(1).putInt(0).putInt(packet.length).putInt(packet.length).array());
            out.write(packet);
        }
        Files.write(file, out.toByteArray());
    }

    /** An Ethernet frame with IPv4, UDP and so much data. */
    static byte[] frame(int data) {
        ByteBuffer frame = ByteBuffer.allocate(42 + data);
        frame.put(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}).putShort((short) 0x0800);
        frame.putShort((short) 0x4500).putShort((short) (28 + data)).putInt(0).putShort((short) 0x4011).putShort((short) 0)
                .putInt(0x0a000001).putInt(0x0a000002);
        int sum = 0;
        for (int at = 14; at < 34; at += 2) {
            sum += frame.getShort(at) & 0xffff;
        }
        frame.putShort(24, (short) ~((sum & 0xffff) + (sum >> 16)));
        return frame.putShort((short) 40000).putShort((short) 40001).putShort((short) (8 + data)).putShort((short) 0).array();
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
