// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vbus.compiler.decode.Decoded;
import org.vbus.compiler.decode.Decoder;
import org.vbus.compiler.decode.Settings;

class DecoderTest {
    private static Decoder decoder;

    @BeforeAll
    static void load() {
        Path home = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(home.resolve("abi-specs"))) {
            home = home.getParent();
        }
        Outcome outcome = new Compiler().check(new Request(List.of(home.resolve("abi-specs"), home.resolve("it/specs")), List.of()));
        decoder = new Decoder(outcome.specs().orElseThrow());
    }

    private static byte[] sg(ByteOrder order, int flags, int count, int... lengths) {
        ByteBuffer sg = ByteBuffer.allocate(32 + 16 * lengths.length).order(order).putLong(0xf122334455667788L).putInt(flags)
                .putInt(Arrays.stream(lengths).sum()).putShort((short) 34).putShort((short) 16).put((byte) 2).put((byte) 0).putShort((short) 54)
                .putShort((short) 1448).putShort((short) 0).putInt(count);
        for (int length : lengths) {
            sg.putInt(length).putInt(0).putLong(0x1000);
        }
        return sg.array();
    }

    /** A ring of so many slots, of which the first two are posted and one is in use. */
    private static ByteBuffer ring(ByteOrder order, int count) {
        ByteBuffer ring = ByteBuffer.allocate(56 + 32 * count).order(order).putInt(0x47fa2fe4).putInt(4).putInt(0x58fa39df).putInt(1)
                .put(new byte[] {1, 0, 0, 1, 0, 1, 0, 0}).putInt(0).putInt(2 % count).putInt(count == 2 ? 1 : 0).putInt(0).putInt(1).putInt(0).putInt(count).putInt(0);
        if (order == ByteOrder.BIG_ENDIAN && count == 2) {
            ring.put(32, (byte) 1).put(35, (byte) 0);
        }
        for (int i = 0; i < count; i++) {
            ring.putLong(i).putLong(0x1000L * i).putLong(1500).put((byte) (i < 2 ? 1 : 0)).put((byte) (i == 0 ? 1 : 0)).put(new byte[6]);
        }
        return ring;
    }

    private static Settings settings(ByteOrder order, String... features) {
        return new Settings(order, false, Set.of(features), Settings.MAX_ITEMS);
    }

    private static Decoded at(Decoded from, String... path) {
        Decoded found = from;
        for (String step : path) {
            found = found.children().stream().filter(child -> child.name().equals(step)).findFirst().orElseThrow(() -> new AssertionError(step));
        }
        return found;
    }

    private static List<String> problems(List<Decoded> all) {
        List<String> problems = new ArrayList<>();
        for (Decoded one : all) {
            problems.addAll(one.problems());
            problems.addAll(problems(one.children()));
        }
        return problems;
    }

    private static List<String> problems(String as, byte[] bytes) {
        return problems(decoder.decode(as, bytes, Settings.plain()));
    }

    @Test
    void knownBytesInBothByteOrders() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            List<Decoded> all = decoder.decode("venet_sg", sg(order, 3, 2, 14, 1500), settings(order));
            assertThat(all).hasSize(1);
            assertThat(problems(all)).isEmpty();
            Decoded sg = all.get(0);
            assertThat(at(sg, "cookie").number()).contains(new BigInteger("f122334455667788", 16));
            assertThat(at(sg, "cookie").text()).isEqualTo("0xf122334455667788");
            assertThat(at(sg, "flags").text()).isEqualTo("0x3 (NEEDS_CSUM, GSO)");
            assertThat(at(sg, "len").text()).isEqualTo("1514 bytes");
            assertThat(at(sg, "csum", "offset").number()).contains(BigInteger.valueOf(16));
            assertThat(at(sg, "gso", "type").text()).isEqualTo("TCPV6 (2)");
            assertThat(at(sg, "gso", "size").offset()).isEqualTo(24);
            assertThat(at(sg, "iov", "iov[1]", "len").number()).contains(BigInteger.valueOf(1500));
            assertThat(at(sg, "iov", "iov[1]").offset()).isEqualTo(48);
        }
    }

    @Test
    void recordsRepeat() {
        byte[] one = sg(ByteOrder.LITTLE_ENDIAN, 0, 1, 60);
        byte[] two = sg(ByteOrder.LITTLE_ENDIAN, 0, 3, 1, 2, 3);
        ByteBuffer both = ByteBuffer.allocate(one.length + two.length + 5).put(one).put(two);
        List<Decoded> all = decoder.decode("linux.venet.venet_sg", Arrays.copyOf(both.array(), one.length + two.length), Settings.plain());
        assertThat(all).extracting(Decoded::offset).containsExactly(0L, 48L);
        assertThat(problems(all)).isEmpty();
        assertThat(problems("venet_sg", both.array())).contains("the record has 32 bytes at least, the input 5 from 128 on");
    }

    @Test
    void messagesByWhatWasNegotiated() {
        byte[] sg = sg(ByteOrder.LITTLE_ENDIAN, 0, 1, 60);
        Decoded flat = decoder.decode("venet.tx.message", sg, Settings.plain()).get(0);
        assertThat(at(flat, "frame").text()).startsWith("8877665544332");
        Decoded scattered = decoder.decode("venet.tx.message", sg, settings(ByteOrder.LITTLE_ENDIAN, "SG.SG")).get(0);
        assertThat(at(scattered, "frame", "iov", "iov[0]", "len").number()).contains(BigInteger.valueOf(60));
        assertThatIllegalArgumentException().isThrownBy(() -> decoder.decode("venet_sg", sg, settings(ByteOrder.LITTLE_ENDIAN, "SG.NO")))
                .withMessageContaining("no feature is called `SG.NO`; there are ");
    }

    @Test
    void rings() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int count : new int[] {2, 3, 64}) {
                for (String as : List.of("ring", "ioq", "venet.rx", "linux.venet.venet.tx")) {
                    List<Decoded> all = decoder.decode(as, ring(order, count).array(), settings(order));
                    assertThat(problems(all)).as(as + count + order).isEmpty();
                    assertThat(at(all.get(0), "valid").text()).startsWith("head 0, tail " + 2 % count).endsWith(": 2 of " + count + " slots");
                    assertThat(at(all.get(0), "inuse").text()).isEqualTo("head 0, tail 1: 1 of " + count + " slots");
                    assertThat(at(all.get(0), "ring", "ring[0]", "sown").text()).isEqualTo("SOUTH (1)");
                    assertThat(at(all.get(0), "ring", "ring[1]", "valid").number()).contains(BigInteger.ONE);
                }
            }
        }
    }

    @Test
    void ringsThatDoNotAgree() {
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).putInt(0, 1).array())).containsExactly("magic is 1, must be 0x47fa2fe4");
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).putInt(24, 4).array()))
                .contains("not so: idx.head < count", "index `valid`: head 4, tail 2, but there are 4 slots");
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).put(32, (byte) 7).array())).contains("index `valid`: full is 7");
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).put(56 + 32 + 24, (byte) 0).array()))
                .containsExactly("in `valid` by the indices, but not marked so: slot 1");
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).put(56 + 96 + 24, (byte) 1).array()))
                .containsExactly("marked `valid`, but not so by the indices: slot 3");
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).putInt(40, 3).array())).containsExactly("`inuse` has 3 slots, `valid` only 2");
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).put(56 + 25, (byte) 2).array())).containsExactly("sown is 2, none of shm_locality");
        assertThat(problems("ring", Arrays.copyOf(ring(ByteOrder.LITTLE_ENDIAN, 4).array(), 192)))
                .containsExactly("the segment has 192 bytes, header and slots need 184");
        assertThat(problems("ring", ring(ByteOrder.LITTLE_ENDIAN, 4).putInt(48, 0xffffffff).array()))
                .contains("ring has 4294967295 elements of 32 bytes at 56, the input ends at 184", "not so: count in 1..IOQ_MAX_COUNT");
    }

    @Test
    void everyKindOfMember() {
        byte[] nest = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).put((byte) 2).put(new byte[3]).putShort((short) 99).putShort((short) 7)
                .put((byte) 9).put((byte) 1).putShort((short) 0).putInt(-5).putInt(6).putInt(1).putInt(2).putInt(77).putInt(0).putInt(0x00010002).array();
        Decoded found = decoder.decode("zoo_nest", nest, Settings.plain()).get(0);
        assertThat(at(found, "kind").text()).isEqualTo("EMU (2)");
        assertThat(at(found, "pairs", "pairs[0]", "low").number()).contains(BigInteger.valueOf(-5));
        assertThat(at(found, "shape", "feathers").number()).contains(BigInteger.valueOf(77));
        assertThat(at(found, "pair16", "pair16[0]").number()).contains(BigInteger.TWO);
        byte[] word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(2 << 24 | 0x54321 << 4 | 0xa).putInt(0x2468ace1).array();
        Decoded bits = decoder.decode("odds_word", word, Settings.plain()).get(0);
        assertThat(at(bits, "w", "high").number()).contains(BigInteger.valueOf(0x54321));
        assertThat(at(bits, "w", "kind").text()).isEqualTo("EMU (2)");
        Decoded mac = decoder.decode("venet.MACQUERY", new byte[] {2, 0, 0, 0, 0, 1}, Settings.plain()).get(0);
        assertThat(at(mac, "mac").text()).isEqualTo("020000000001");
        nest[29] = 1;
        nest[1] = 1;
        nest[16] = -9;
        nest[17] = -1;
        nest[18] = -1;
        nest[19] = -1;
        assertThat(problems("zoo_nest", nest)).containsExactly("reserved bytes at 1 must be zero", "not so: low <= high");
    }

    @Test
    void truncatedAtEveryLength() {
        byte[] sg = sg(ByteOrder.LITTLE_ENDIAN, 3, 2, 14, 1500);
        byte[] ring = ring(ByteOrder.LITTLE_ENDIAN, 4).array();
        for (int length = 0; length < sg.length; length++) {
            assertThat(problems("venet_sg", Arrays.copyOf(sg, length))).as("" + length).isNotEmpty();
        }
        for (int length = 0; length < ring.length; length++) {
            assertThat(problems("ring", Arrays.copyOf(ring, length))).as("" + length).isNotEmpty();
        }
    }

    @Test
    void anyBytesAreAnswered() {
        Random random = new Random(2026);
        List<String> shapes = List.of("venet_sg", "ring", "venet.rx.message", "vbus_event", "zoo_nest", "odds_holder", "odds_loop", "rings_var", "rings_open",
                "virtio_net_hdr_v1", "virtio_net_ctrl_mac", "zoo.ARRAYS", "zoo.ENUMS", "odds.BITS", "vbus_user.DEVICESHM", "vbus_user.read");
        int answered = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            String as = shapes.get(random.nextInt(shapes.size()));
            Settings settings = new Settings(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, random.nextBoolean(),
                    random.nextBoolean() ? Set.of("SG.SG", "RX.HDR") : Set.of(), Settings.MAX_ITEMS);
            answered += decoder.decode(as, bytes, settings).isEmpty() ? 0 : 1;
        }
        assertThat(answered).isEqualTo(4000);
    }

    @Test
    void noMoreIsKeptThanTheLimit() {
        Settings few = new Settings(ByteOrder.LITTLE_ENDIAN, false, Set.of(), 1000);
        List<Decoded> all = decoder.decode("shm_signal_irq", new byte[1 << 20], few);
        assertThat(all.stream().mapToLong(one -> 1 + one.children().size()).sum()).isLessThan(2000);
        assertThat(problems(all)).contains("more than 1000 values: the rest is not shown");
        assertThatIllegalArgumentException().isThrownBy(() -> decoder.decode("ring", new byte[Settings.MAX_BYTES + 1], few));
    }

    @Test
    void unknownNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> decoder.decode("venet.ty", new byte[8], Settings.plain())).withMessageContaining("nothing called `venet.ty`");
        assertThatIllegalArgumentException().isThrownBy(() -> decoder.decode("sg", new byte[8], Settings.plain())).withMessageContaining("venet_sg");
    }
}
