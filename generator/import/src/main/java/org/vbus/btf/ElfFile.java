// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sections of an ELF file of any machine. */
public final class ElfFile {
    private static final int CLASS = 4;
    private static final int DATA = 5;
    private static final int NO_BITS = 8;
    private static final int COMPRESSED = 0x800;
    /** What a section header takes at most from a file that means well. */
    private static final int MAX_SECTIONS = 1 << 16;

    private record Section(long offset, long size, long type, long flags) { }

    private final Bytes bytes;
    private final ByteOrder order;
    private final boolean wide;
    private final String name;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    private ElfFile(byte[] file, String name) throws BadObjectException {
        this.name = name;
        Bytes ident = new Bytes(file, ByteOrder.LITTLE_ENDIAN, name);
        long kind = ident.u8(CLASS);
        long data = ident.u8(DATA);
        if (kind != 1 && kind != 2 || data != 1 && data != 2) {
            throw new BadObjectException(name + ": ELF class " + kind + " and byte order " + data + " are not 1 or 2");
        }
        this.wide = kind == 2;
        this.order = data == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        this.bytes = new Bytes(file, order, name);
        readSections();
    }

    /** Whether bytes begin as an ELF file does. */
    public static boolean isElf(byte[] file) {
        return file.length >= 4 && file[0] == 0x7f && file[1] == 'E' && file[2] == 'L' && file[3] == 'F';
    }

    /**
     * Reads the table of sections.
     *
     * @param name what messages call the file
     * @throws BadObjectException when it is no ELF file, or a damaged one
     */
    public static ElfFile read(byte[] file, String name) throws BadObjectException {
        if (!isElf(file)) {
            throw new BadObjectException(name + ": no ELF file: it does not begin with 7f 45 4c 46");
        }
        return new ElfFile(file, name);
    }

    public ByteOrder order() {
        return order;
    }

    /** Whether addresses have 64 bits. */
    public boolean isWide() {
        return wide;
    }

    public boolean has(String section) {
        return sections.containsKey(section);
    }

    /** What a section holds; empty if there is none of that name, or it has no bytes in the file. */
    public Optional<byte[]> section(String wanted) throws BadObjectException {
        Section section = sections.get(wanted);
        if (section == null || section.type == NO_BITS) {
            return Optional.empty();
        }
        if ((section.flags & COMPRESSED) != 0) {
            throw new BadObjectException(name + ": section " + wanted + " is compressed; `objcopy --decompress-debug-sections` undoes that");
        }
        return Optional.of(bytes.slice(section.offset, section.size));
    }

    private void readSections() throws BadObjectException {
        long table = wide ? bytes.s64(0x28) : bytes.u32(0x20);
        long entry = bytes.u16(wide ? 0x3a : 0x2e);
        long count = bytes.u16(wide ? 0x3c : 0x30);
        long names = bytes.u16(wide ? 0x3e : 0x32);
        if (table == 0) {
            return;
        }
        if (entry < (wide ? 64 : 40)) {
            throw new BadObjectException(name + ": a section header of " + entry + " bytes is too short");
        }
        if (count == 0) {
            count = header(table, entry, 0).size;
        }
        if (names == 0xffff) {
            names = bytes.u32(table + (wide ? 0x28 : 0x18));
        }
        if (count > MAX_SECTIONS || names >= count) {
            throw new BadObjectException(name + ": " + count + " sections with their names in number " + names + " cannot be");
        }
        Section texts = header(table, entry, names);
        for (long i = 1; i < count; i++) {
            long at = bytes.u32(table + i * entry);
            if (at >= texts.size) {
                throw new BadObjectException(name + ": the name of section " + i + " is outside of the names");
            }
            sections.putIfAbsent(bytes.text(texts.offset + at), header(table, entry, i));
        }
    }

    private Section header(long table, long entry, long index) throws BadObjectException {
        long at = table + index * entry;
        return wide ? new Section(bytes.s64(at + 0x18), bytes.s64(at + 0x20), bytes.u32(at + 4), bytes.s64(at + 8))
                : new Section(bytes.u32(at + 0x10), bytes.u32(at + 0x14), bytes.u32(at + 4), bytes.u32(at + 8));
    }
}
