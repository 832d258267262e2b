// SPDX-License-Identifier: Apache-2.0
package test.class_.zoo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.List;
import org.vbus.abi.FlyweightProbe;
import org.vbus.runtime.FieldRangeException;
import org.vbus.runtime.PeerDataException;
import org.vbus.runtime.WindowException;

/** Runs on the JDK that bindings are for, over the bindings of the zoo. Prints how much it looked at, or fails. */
public final class ZooCheck {
    private static int rules;

    private ZooCheck() { }

    public static void main(String[] names) throws ClassNotFoundException {
        FlyweightProbe probe = new FlyweightProbe(42);
        for (String name : names) {
            probe.probe(Class.forName(name));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(4096, 64);
            byteOrders(memory);
            arithmetic(memory);
            union(memory);
            bits(memory);
            flexible(memory);
            windows(arena);
            init(memory);
        }
        constants();
        System.out.println("ok " + names.length + " classes, " + probe.checks() + " comparisons, " + rules + " rules");
    }

    private static void byteOrders(MemorySegment memory) {
        ZooScalars scalars = new ZooScalars().wrap(memory, 0);
        scalars.clear();
        scalars.setFBe32(0x01020304L);
        that(memory.get(ValueLayout.JAVA_BYTE, ZooScalars.F_BE32_OFFSET) == 1, "be32");
        scalars.setFLe32(0x01020304L);
        that(memory.get(ValueLayout.JAVA_BYTE, ZooScalars.F_LE32_OFFSET) == 4, "le32");
        scalars.setFVirtio16(0x0102);
        that(memory.get(ValueLayout.JAVA_BYTE, ZooScalars.F_VIRTIO16_OFFSET) == 2, "virtio16");
        scalars.setFU32(0xffffffffL);
        that(scalars.getFU32() == 0xffffffffL, "u32 has no sign");
        scalars.setFS8(-1);
        that(scalars.getFS8() == -1, "s8 has one");
        refused(() -> scalars.setFU32(-1), FieldRangeException.class, "zoo_scalars.f_u32");
        refused(() -> scalars.setFU32(1L << 32), FieldRangeException.class, "0..4294967295");
        refused(() -> scalars.setFS16(40000), FieldRangeException.class, "-32768..32767");
    }

    private static void arithmetic(MemorySegment memory) {
        ZooMath math = new ZooMath().wrap(memory, 0);
        math.clear();
        math.check();
        math.setA(-1);
        math.setB(2);
        math.setLen(-1);
        // in 64 bits, a + b would be 1
        refused(math::check, PeerDataException.class, "a = 18446744073709551615, b = 2");
        math.clear();
        math.setLen(-1);
        math.setA(-2);
        math.setB(1);
        math.check();
        math.clear();
        math.setX(-6);
        refused(math::check, PeerDataException.class, "zoo_math.x is -6; rule: x in -5..5");
        math.clear();
        math.setW(0xffff);
        math.setV(0xfff8);
        // an int would overflow to a negative number
        refused(math::check, PeerDataException.class, "zoo_math.w");
        math.clear();
        math.setV(9);
        refused(math::check, PeerDataException.class, "zoo_math.v");
        math.clear();
        math.setU(1025);
        refused(math::check, PeerDataException.class, "zoo_math.u");
        math.setU(1024);
        math.check();
        math.setT(3);
        refused(math::check, PeerDataException.class, "zoo_math.t");
        math.setT(12);
        refused(math::check, PeerDataException.class, "zoo_math.on is on = false, t = 12");
        math.setOn(true);
        math.check();
        memory.set(ValueLayout.JAVA_BYTE, ZooMath.SIZE - 1, (byte) 9);
        refused(math::check, PeerDataException.class, "zoo_math.reserved@39 is 0x09");
    }

    private static void union(MemorySegment memory) {
        ZooEvent event = new ZooEvent().wrap(memory, 0);
        event.clear();
        event.setKind(ZooKind.CAT);
        that(event.hasDataAdd() && !event.hasDataHandle(), "CAT chooses add");
        event.data().add().setType("cat");
        that(event.data().add().getType().equals("cat"), "text in a union");
        event.setKindValue(77);
        that(event.getKind().isEmpty() && event.getKindValue() == 77, "an open enum keeps the number");
        event.check();
        ZooStrict strict = new ZooStrict().wrap(memory, 0);
        strict.clear();
        strict.u().red().init();
        strict.check();
        strict.setColor(ZooColor.GREEN);
        strict.check();
        strict.setColor(ZooColor.ALL);
        refused(strict::check, PeerDataException.class, "color chooses an arm");
        memory.set(ValueLayout.JAVA_BYTE, ZooStrict.COLOR_OFFSET, (byte) 99);
        refused(strict::getColor, PeerDataException.class, "zoo_strict.color is 99; rule: a literal of zoo_color");
        strict.setColor(ZooColor.RED);
        strict.u().red().setN(101);
        refused(strict::check, PeerDataException.class, "n <= 100");
        ZooOverlay overlay = new ZooOverlay().wrap(memory, 0);
        overlay.clear();
        overlay.csum().setOffset(10);
        overlay.check();
        overlay.setCaps(ZooCaps.LOW);
        refused(overlay::check, PeerDataException.class, "offset <= 9");
        overlay.setCaps(ZooCaps.HIGH);
        that(overlay.hasWhole() && !overlay.hasCsum(), "gates");
        that(overlay.getWhole() == 10L << 16, "the same bytes");
    }

    private static void bits(MemorySegment memory) {
        ZooBits bits = new ZooBits().wrap(memory, 0);
        bits.clear();
        bits.setWordKind(5);
        bits.setWordEcn(1);
        that(memory.get(ValueLayout.JAVA_BYTE, 0) == (byte) 0x85, "least significant part first");
        bits.check();
        bits.setWordKind(8);
        refused(bits::check, PeerDataException.class, "word.kind < 8");
        refused(() -> bits.setWordKind(128), FieldRangeException.class, "zoo_bits.word.kind");
        bits.setWideHigh(0xffffff);
        bits.setWideLow(1);
        that(bits.getWideHigh() == 0xffffff && bits.getWide() == (0xffffffL << 40 | 1), "wide word");
        that(ZooCaps.toString(ZooCaps.HIGH | ZooCaps.LOW | 2).equals("LOW|HIGH|0x2"), "names of flags");
    }

    private static void flexible(MemorySegment memory) {
        MemorySegment small = memory.asSlice(0, 64);
        ZooCounted counted = new ZooCounted().wrap(small, 0);
        counted.clear();
        counted.setCount(28);
        counted.check();
        counted.setV(27, 7);
        counted.setCount(29);
        refused(counted::check, PeerDataException.class, "lies inside the segment");
        counted.setCount(-1);
        refused(counted::check, PeerDataException.class, "zoo_counted.v");
        refused(() -> counted.getV(28), IndexOutOfBoundsException.class, "");
        refused(() -> counted.getV(Long.MAX_VALUE / 2), IndexOutOfBoundsException.class, "");
        refused(() -> counted.getV(1L << 62), IndexOutOfBoundsException.class, "");
        ZooOpen open = new ZooOpen().wrap(small, 60);
        that(open.restCount() == 3, "as many as there is room for");
        refused(() -> open.getRest(3), IndexOutOfBoundsException.class, "");
        ZooTail tail = new ZooTail().wrap(small, 0);
        tail.clear();
        refused(tail::check, PeerDataException.class, "zoo_tail.parts");
        refused(() -> tail.parts(0), IndexOutOfBoundsException.class, "");
        tail.setN(3);
        tail.parts(0).setN(1);
        tail.parts(1).setN(2);
        tail.check();
        tail.parts(1).setN(3);
        refused(tail::check, PeerDataException.class, "sum(parts.n) = 4, n = 3");
        that(ZooMacs.sizeFor(3) == 22 && ZooTail.sizeFor(2) == 12, "sizes");
        refused(() -> ZooMacs.sizeFor(Long.MAX_VALUE), ArithmeticException.class, "");
        refused(() -> ZooMacs.sizeFor(-1), IllegalArgumentException.class, "");
    }

    private static void windows(Arena arena) {
        MemorySegment memory = arena.allocate(100, 64);
        refused(() -> new ZooMath().wrap(memory, 61), WindowException.class, "40 bytes lie inside the segment of 100");
        refused(() -> new ZooMath().wrap(memory, -8), WindowException.class, "");
        refused(() -> new ZooMath().wrap(memory, Long.MIN_VALUE), WindowException.class, "");
        refused(() -> new ZooMath().wrap(memory, 4), WindowException.class, "a multiple of 8");
        refused(() -> new ZooMath().wrap(MemorySegment.ofArray(new byte[40]), 0), WindowException.class, "heap");
        new ZooMath().wrap(MemorySegment.ofArray(new long[5]), 0).clear();
        new ZooPacked().wrap(MemorySegment.ofArray(new byte[40]), 1).setB(0xdeadbeefL);
        refused(() -> new ZooMath().getA(), IndexOutOfBoundsException.class, "");
        refused(() -> new ZooMath().clear(), IndexOutOfBoundsException.class, "");
    }

    private static void init(MemorySegment memory) {
        ZooWide wide = new ZooWide().wrap(memory, 0);
        wide.clear();
        refused(wide::check, PeerDataException.class, "zoo_wide.magic is 0; rule: magic == 0xfee1dead");
        wide.init();
        wide.check();
        that(memory.get(ValueLayout.JAVA_BYTE, 0) == (byte) 0xfe, "magic in its byte order");
        ZooArrays arrays = new ZooArrays().wrap(memory, 0);
        arrays.init();
        arrays.check();
        that(arrays.parts(3).getMagic() == ZooPart.MAGIC && arrays.sides(ZooSide.RIGHT).getMagic() == ZooPart.MAGIC, "init reaches arrays");
        refused(() -> arrays.setName("0123456789abcdef"), FieldRangeException.class, "at most 15 bytes and a NUL");
        refused(() -> arrays.setName("a\0b"), FieldRangeException.class, "no NUL inside the text");
        refused(() -> arrays.setMac(new byte[5]), FieldRangeException.class, "exactly 6 bytes");
    }

    private static void constants() {
        that(Fields.of(Zoo.ZOO_BIG).equals(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)), "64 bits keep their bits");
        that(Zoo.ZOO_NEGATIVE == -5 && Zoo.ZOO_LARGE == 0x80000000L && Zoo.PACKAGE.equals("test.class.zoo") && Zoo.PACKAGE_ == 2, "constants");
        that(ZooDevice.ZOO_DEVICE_TYPE.equals("quote\" back\\slash \n line \u00e9"), "text");
        that(ZooAFeatures.missingRequirements(ZooAFeatures.TWO, 0).equals(List.of("TWO requires ONE and X")), "missing");
        that(ZooAFeatures.closure(-1, 0) == ZooAFeatures.ONE && ZooAFeatures.closure(-1, 16) == ZooAFeatures.KNOWN, "closure");
    }

    /** Only a shorter name for the runtime's. */
    private static final class Fields {
        static BigInteger of(long bits) {
            return org.vbus.runtime.Fields.unsigned(bits);
        }
    }

    private static void that(boolean condition, String what) {
        rules++;
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    private static void refused(Runnable action, Class<? extends RuntimeException> type, String says) {
        rules++;
        try {
            action.run();
        } catch (RuntimeException e) {
            if (type.isInstance(e) && e.getMessage().contains(says)) {
                return;
            }
            throw new AssertionError("expected " + type.getSimpleName() + " with '" + says + "', got " + e, e);
        }
        throw new AssertionError("not refused: " + says);
    }
}
