// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vbus.btf.BtfType.Array;
import org.vbus.btf.BtfType.Composite;
import org.vbus.btf.BtfType.Enumeration;
import org.vbus.btf.BtfType.Literal;
import org.vbus.btf.BtfType.Member;
import org.vbus.btf.BtfType.Modifier;
import org.vbus.btf.BtfType.Typedef;

/** Reads BTF as {@code Documentation/bpf/btf.rst} has it, in either byte order; a module's continues the numbers and names of its kernel's. */
public final class BtfReader {
    private static final int MAGIC = 0xeb9f;
    private static final int HEADER = 24;
    private static final int MAX_CHAIN = 64;
    /** No type of a kernel comes near; a size beyond is damage. */
    private static final long MAX_BYTES = 1L << 31;

    private static final int INT = 1;
    private static final int PTR = 2;
    private static final int ARRAY = 3;
    private static final int STRUCT = 4;
    private static final int UNION = 5;
    private static final int ENUM = 6;
    private static final int FWD = 7;
    private static final int TYPEDEF = 8;
    private static final int VOLATILE = 9;
    private static final int CONST = 10;
    private static final int RESTRICT = 11;
    private static final int FUNC = 12;
    private static final int FUNC_PROTO = 13;
    private static final int VAR = 14;
    private static final int DATASEC = 15;
    private static final int FLOAT = 16;
    private static final int DECL_TAG = 17;
    private static final int TYPE_TAG = 18;
    private static final int ENUM64 = 19;

    private final Bytes bytes;
    private final String name;
    private final long types;
    private final long typesEnd;
    private final long texts;
    private final long textsSize;
    private final Optional<Read> base;
    private final List<BtfType> read = new ArrayList<>();

    /**
     * Types, and what modules need to continue them.
     *
     * @param textsSize bytes of all names
     */
    public record Read(Btf btf, BtfReader reader, long textsSize) { }

    private BtfReader(byte[] file, Optional<Read> base, String name) throws BadObjectException {
        this.name = name;
        this.base = base;
        ByteOrder order = order(file, name);
        bytes = new Bytes(file, order, name);
        long version = bytes.u8(2);
        if (version != 1) {
            throw new BadObjectException(name + ": BTF of version " + version + ", and 1 is known");
        }
        long header = bytes.u32(4);
        if (header < HEADER) {
            throw new BadObjectException(name + ": a BTF header of " + header + " bytes is too short");
        }
        types = header + bytes.u32(8);
        typesEnd = types + bytes.u32(12);
        texts = header + bytes.u32(16);
        textsSize = bytes.u32(20);
        if (typesEnd > bytes.size() || texts + textsSize > bytes.size()) {
            throw new BadObjectException(name + ": BTF ends at byte " + Math.max(typesEnd, texts + textsSize) + ", the file at " + bytes.size());
        }
    }

    /**
     * Reads BTF: a file of its own, or the section of an ELF file.
     *
     * @param name what messages call it
     * @param kernel what it continues; empty for what stands alone
     * @throws BadObjectException when it is damaged, or there is none
     */
    public static Read read(byte[] file, String name, Optional<Read> kernel) throws BadObjectException {
        byte[] raw = file;
        if (ElfFile.isElf(file)) {
            raw = ElfFile.read(file, name).section(".BTF").orElseThrow(() -> new BadObjectException(name + ": there is no section .BTF"));
        }
        BtfReader reader = new BtfReader(raw, kernel, name);
        Btf btf = reader.read();
        return new Read(btf, reader, reader.textsEnd());
    }

    private static ByteOrder order(byte[] file, String name) throws BadObjectException {
        Bytes little = new Bytes(file, ByteOrder.LITTLE_ENDIAN, name);
        if (little.u16(0) == MAGIC) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if (new Bytes(file, ByteOrder.BIG_ENDIAN, name).u16(0) == MAGIC) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw new BadObjectException(String.format("%s: no BTF: it begins with %04x, not with %04x", name, little.u16(0), MAGIC));
    }

    private Btf read() throws BadObjectException {
        List<BtfType> all = new ArrayList<>(base.map(one -> one.btf().types()).orElse(List.of()));
        int first = all.size();
        long at = types;
        while (at < typesEnd) {
            at = type(at);
        }
        if (at != typesEnd) {
            throw new BadObjectException(name + ": the last type ends at " + at + ", the types at " + typesEnd);
        }
        all.addAll(read);
        check(all, first);
        return new Btf(all, order(bytes.slice(0, 2), name));
    }

    /** Reads one, and says where the next begins. */
    private long type(long at) throws BadObjectException {
        String called = text(bytes.u32(at));
        long info = bytes.u32(at + 4);
        long size = bytes.u32(at + 8);
        int count = (int) (info & 0xffff);
        int kind = (int) (info >> 24 & 0x1f);
        boolean flag = info >> 31 != 0;
        long next = at + 12;
        switch (kind) {
            case INT -> {
                long encoding = bytes.u32(next) >> 24;
                read.add(new BtfType.Int(called, (int) limited(size, 16), (encoding & 1) != 0, (encoding & 4) != 0));
                return next + 4;
            }
            case PTR -> read.add(new BtfType.Pointer(number(size)));
            case ARRAY -> {
                read.add(new Array(number(bytes.u32(next)), bytes.u32(next + 8)));
                return next + 12;
            }
            case STRUCT, UNION -> {
                List<Member> members = new ArrayList<>();
                for (int i = 0; i < count; i++, next += 12) {
                    long offset = bytes.u32(next + 8);
                    members.add(new Member(text(bytes.u32(next)), number(bytes.u32(next + 4)), flag ? offset & 0xff_ffff : offset, flag ? (int) (offset >> 24) : 0));
                }
                read.add(new Composite(called, kind == UNION, limited(size, MAX_BYTES), members));
                return next;
            }
            case ENUM, ENUM64 -> {
                List<Literal> literals = new ArrayList<>();
                for (int i = 0; i < count; i++, next += kind == ENUM ? 8 : 12) {
                    literals.add(new Literal(text(bytes.u32(next)), kind == ENUM ? value(next + 4, flag) : wideValue(next + 4, flag)));
                }
                read.add(new Enumeration(called, (int) limited(size, 8), flag, literals));
                return next;
            }
            case FWD -> read.add(new BtfType.Forward(called, flag));
            case TYPEDEF -> read.add(new Typedef(called, number(size)));
            case VOLATILE, CONST, RESTRICT, TYPE_TAG -> read.add(new Modifier(number(size)));
            case FLOAT -> read.add(new BtfType.Float(called, (int) limited(size, 32)));
            case FUNC, FUNC_PROTO, VAR, DATASEC, DECL_TAG -> {
                read.add(new BtfType.Other(called));
                return next + (kind == FUNC_PROTO ? 8L * count : kind == DATASEC ? 12L * count : kind == FUNC ? 0 : 4);
            }
            default -> throw new BadObjectException(name + ": type " + (read.size() + 1) + " is of kind " + kind + ", and 1 to 19 are known");
        }
        return next;
    }

    private BigInteger value(long at, boolean signed) throws BadObjectException {
        return BigInteger.valueOf(signed ? bytes.s32(at) : bytes.u32(at));
    }

    private BigInteger wideValue(long at, boolean signed) throws BadObjectException {
        BigInteger high = BigInteger.valueOf(signed ? bytes.s32(at + 4) : bytes.u32(at + 4));
        return high.shiftLeft(32).or(BigInteger.valueOf(bytes.u32(at)));
    }

    private long limited(long size, long most) throws BadObjectException {
        if (size > most) {
            throw new BadObjectException(name + ": type " + (read.size() + 1) + " has " + size + " bytes, more than the " + most + " possible");
        }
        return size;
    }

    /** Negative for what cannot be one, which {@link #check} refuses. */
    private static int number(long written) {
        return written > Integer.MAX_VALUE ? -1 : (int) written;
    }

    private long textsEnd() {
        return base.map(one -> one.textsSize()).orElse(0L) + textsSize;
    }

    private String text(long at) throws BadObjectException {
        long before = base.map(one -> one.textsSize()).orElse(0L);
        if (at < before) {
            return base.orElseThrow().reader().text(at);
        }
        if (at - before >= textsSize) {
            throw new BadObjectException(name + ": a name at " + at + " is outside of the " + (before + textsSize) + " bytes of names");
        }
        return bytes.text(texts + at - before);
    }

    private void check(List<BtfType> all, int first) throws BadObjectException {
        for (int i = first; i < all.size(); i++) {
            BtfType type = all.get(i);
            if (type instanceof Composite composite) {
                for (Member member : composite.members()) {
                    exists(member.type(), i, all);
                }
            }
            int target = target(type);
            exists(target, i, all);
            for (int steps = 0; target > 0; steps++) {
                if (steps > MAX_CHAIN) {
                    throw new BadObjectException(name + ": type " + (i + 1) + " leads to itself, or is more than " + MAX_CHAIN + " names away from one");
                }
                exists(target, i, all);
                target = all.get(target - 1) instanceof BtfType.Pointer ? 0 : target(all.get(target - 1));
            }
        }
        new Nesting(all, name).check();
    }

    private static int target(BtfType type) {
        return type instanceof Typedef typedef ? typedef.target() : type instanceof Modifier modifier ? modifier.target()
                : type instanceof Array array ? array.element() : type instanceof BtfType.Pointer pointer ? pointer.target() : 0;
    }

    private void exists(int number, int by, List<BtfType> all) throws BadObjectException {
        if (number < 0 || number > all.size()) {
            throw new BadObjectException(name + ": type " + (by + 1) + " names type " + number + " of " + all.size());
        }
    }
}
