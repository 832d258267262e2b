// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.vbus.btf.BtfType.Composite;
import org.vbus.btf.BtfType.Enumeration;

class BtfReaderTest {
    private static final int INT = 1;
    private static final int PTR = 2;
    private static final int ARRAY = 3;
    private static final int STRUCT = 4;
    private static final int ENUM = 6;
    private static final int TYPEDEF = 8;
    private static final int CONST = 10;
    private static final int ENUM64 = 19;

    /** {@code typedef unsigned int __u32; struct s { const __u32 a; __u32 b[3]; unsigned c : 5; }; enum e { A = -1 }; enum { B = 1 << 40 }}. */
    private static BtfBytes sample(ByteOrder order) {
        BtfBytes all = new BtfBytes(order);
        all.type("unsigned int", INT, 0, false, 4, 32);
        all.type("__u32", TYPEDEF, 0, false, 1);
        all.type("", CONST, 0, false, 2);
        all.type("", ARRAY, 0, false, 0, 2, 1, 3);
        all.type("s", STRUCT, 3, true, 20, all.name("a"), 3, 0, all.name("b"), 4, 32, all.name("c"), 1, 5 << 24 | 128);
        all.type("e", ENUM, 1, true, 4, all.name("A"), -1);
        return all.type("", ENUM64, 1, false, 8, all.name("B"), 0, 256);
    }

    private static Btf read(byte[] bytes) throws BadObjectException {
        return BtfReader.read(bytes, "test", Optional.empty()).btf();
    }

    @Test
    void bothOrders() throws BadObjectException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            Btf btf = read(sample(order).bytes());
            Composite struct = btf.composite("s").orElseThrow();
            assertThat(struct.members()).containsExactly(new BtfType.Member("a", 3, 0, 0), new BtfType.Member("b", 4, 32, 0), new BtfType.Member("c", 1, 128, 5));
            assertThat(btf.resolved(3)).isEqualTo(new BtfType.Int("unsigned int", 4, false, false));
            assertThat(btf.size(4)).isEqualTo(12);
            assertThat(btf.enumeration("e").orElseThrow().literals()).containsExactly(new BtfType.Literal("A", BigInteger.ONE.negate()));
            Enumeration wide = btf.enumerationWith("B").orElseThrow();
            assertThat(wide.literals().get(0).value()).isEqualTo(BigInteger.ONE.shiftLeft(40));
            assertThat(btf.order()).isEqualTo(order);
        }
    }

    @Test
    void aModuleContinuesItsKernel() throws BadObjectException {
        BtfReader.Read kernel = BtfReader.read(sample(ByteOrder.LITTLE_ENDIAN).bytes(), "kernel", Optional.empty());
        BtfBytes module = new BtfBytes(ByteOrder.LITTLE_ENDIAN, kernel.textsSize());
        module.type("m", STRUCT, 1, false, 24, module.name("s"), 5, 0);
        Btf btf = BtfReader.read(module.bytes(), "module", Optional.of(kernel)).btf();
        assertThat(btf.composites().keySet()).containsExactly("s", "m");
        assertThat(btf.resolved(btf.composite("m").orElseThrow().members().get(0).type()).name()).isEqualTo("s");
        assertThatThrownBy(() -> read(module.bytes())).isInstanceOf(BadObjectException.class).hasMessageContaining("names");
    }

    @Test
    void theValueAndTheRuleAreNamed() {
        assertBad("no BTF: it begins with 0201", new byte[] {1, 2, 3, 4});
        assertBad("are outside of its 1", new byte[] {1});
        assertBad("names type 9 of 1", new BtfBytes(ByteOrder.LITTLE_ENDIAN).type("t", TYPEDEF, 0, false, 9).bytes());
        assertBad("leads to itself", new BtfBytes(ByteOrder.LITTLE_ENDIAN).type("t", TYPEDEF, 0, false, 2).type("u", TYPEDEF, 0, false, 1).bytes());
        assertBad("leads to itself", new BtfBytes(ByteOrder.LITTLE_ENDIAN).type("", PTR, 0, false, 2).type("u", TYPEDEF, 0, false, 2).bytes());
        assertBad("contains itself", new BtfBytes(ByteOrder.LITTLE_ENDIAN).type("s", STRUCT, 1, false, 4, 0, 1, 0).bytes());
        assertBad("of kind 31", new BtfBytes(ByteOrder.LITTLE_ENDIAN).type("s", 31, 0, false, 4).bytes());
        assertBad("more than the 16 possible", new BtfBytes(ByteOrder.LITTLE_ENDIAN).type("i", INT, 0, false, 17, 0).bytes());
        byte[] version = sample(ByteOrder.LITTLE_ENDIAN).bytes();
        version[2] = 9;
        assertBad("version 9", version);
    }

    /** Structs in structs are refused before a reader by recursion meets its end. */
    @Test
    void nestedTooDeep() {
        BtfBytes all = new BtfBytes(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i < 5000; i++) {
            all.type("s" + i, STRUCT, 1, false, 4, 0, i + 1, 0);
        }
        assertBad("contains itself", all.type("i", INT, 0, false, 4, 32).bytes());
    }

    private static void assertBad(String message, byte[] bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(BadObjectException.class).hasMessageContaining(message);
    }

    /** Whatever is cut off or changed is read, or refused as damaged; nothing else is thrown, and nothing loops. */
    @Test
    void damage() {
        byte[] good = sample(ByteOrder.LITTLE_ENDIAN).bytes();
        int refused = 0;
        for (int i = 0; i < good.length; i++) {
            refused += refuses(Arrays.copyOf(good, i)) ? 1 : 0;
        }
        assertThat(refused).isEqualTo(good.length);
        Random random = new Random(1);
        refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            refused += refuses(bad) ? 1 : 0;
        }
        assertThat(refused).isBetween(5_000, 19_900);
    }

    private static boolean refuses(byte[] bytes) {
        try {
            Btf btf = read(bytes);
            for (int i = 1; i <= btf.types().size(); i++) {
                assertThat(btf.size(i)).isNotNegative();
            }
            return false;
        } catch (BadObjectException e) {
            assertThat(e.getMessage()).startsWith("test: ");
            return true;
        }
    }

    @Test
    void elf() throws BadObjectException {
        byte[] types = sample(ByteOrder.LITTLE_ENDIAN).bytes();
        for (boolean wide : new boolean[] {true, false}) {
            byte[] elf = ElfBytes.with(".BTF", types, wide);
            assertThat(read(elf).composites()).containsKey("s");
            assertThat(ElfFile.read(elf, "test").section(".data")).isEmpty();
            // the last header's last words are not looked at
            for (int i = 4; i < elf.length - 32; i++) {
                assertThat(refuses(Arrays.copyOf(elf, i))).as("cut at %d", i).isTrue();
            }
            Random random = new Random(2);
            for (int i = 0; i < 5_000; i++) {
                byte[] bad = elf.clone();
                bad[4 + random.nextInt(bad.length - 4)] = (byte) random.nextInt(256);
                refuses(bad);
            }
            assertThatThrownBy(() -> read(ElfBytes.with(".other", types, wide))).isInstanceOf(BadObjectException.class).hasMessageContaining("no section .BTF");
        }
    }
}
