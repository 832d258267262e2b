// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An ELF file with one section and the names, written by hand. The table of sections is last. */
final class ElfBytes {
    private ElfBytes() { }

    static byte[] with(String section, byte[] content, boolean wide) {
        byte[] names = ("\0" + section + "\0.shstrtab\0").getBytes(StandardCharsets.US_ASCII);
        int header = wide ? 64 : 52;
        int entry = wide ? 64 : 40;
        int table = header + content.length + names.length;
        ByteBuffer all = ByteBuffer.allocate(table + 3 * entry).order(ByteOrder.LITTLE_ENDIAN);
        all.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), 1, 1});
        if (wide) {
            all.putLong(0x28, table).putShort(0x3a, (short) entry).putShort(0x3c, (short) 3).putShort(0x3e, (short) 2);
        } else {
            all.putInt(0x20, table).putShort(0x2e, (short) entry).putShort(0x30, (short) 3).putShort(0x32, (short) 2);
        }
        all.position(header);
        all.put(content).put(names);
        section(all, table + entry, wide, 1, header, content.length);
        section(all, table + 2 * entry, wide, section.length() + 2, header + content.length, names.length);
        return all.array();
    }

    private static void section(ByteBuffer all, int at, boolean wide, int name, int offset, int size) {
        all.putInt(at, name).putInt(at + 4, 1);
        if (wide) {
            all.putLong(at + 0x18, offset).putLong(at + 0x20, size);
        } else {
            all.putInt(at + 0x10, offset).putInt(at + 0x14, size);
        }
    }
}
