// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vbus.it.CaptureFile.Group;
import org.vbus.it.CaptureFile.Record;
import org.vbus.model.Spec;
import org.vbus.model.type.NamedType;

/** The generated dissectors, loaded by Wireshark's own program: what they show of known bytes, and that no bytes make them fail. */
@Needs("check")
class WiresharkIT {
    private static final String VENET = "linux.venet.venet";
    private static final List<Group> SG = List.of(new Group(0, 0x1f));
    private static final List<Group> RX = List.of(new Group(3, 7));
    private static final List<String> LUA = new ArrayList<>();
    private static Path work;

    @BeforeAll
    static void generate() throws IOException, InterruptedException {
        work = Home.work("wireshark");
        Path out = work.resolve("out");
        Command.of(Home.ROOT.resolve("vbusc"), "generate", Home.SPECS, Home.ROOT.resolve("it/specs"), "--only", "wireshark", "--out", out).run().succeeded();
        try (Stream<Path> files = Files.list(out.resolve("wireshark"))) {
            files.sorted().forEach(file -> LUA.addAll(List.of("-X", "lua_script:" + file)));
        }
        assertThat(LUA.size()).isGreaterThan(30);
    }

    /** A venet_sg, with its pieces. */
    private static byte[] sg(int flags, int count, int length, int gsoSize, int... pieces) {
        ByteBuffer sg = CaptureFile.little(32 + 16 * pieces.length).putLong(0x1122334455667788L).putInt(flags).putInt(length).putShort((short) 34)
                .putShort((short) 16).put((byte) 2).put((byte) 0).putShort((short) 54).putShort((short) gsoSize).putShort((short) 0).putInt(count);
        for (int i = 0; i < pieces.length; i++) {
            sg.putInt(pieces[i]).putInt(0).putLong(0x7f00_0000_1000L + i);
        }
        return sg.array();
    }

    private static Record tx(byte[] sg, byte[] frame) {
        return new Record(CaptureFile.RING, CaptureFile.FOLLOWED, VENET, 1, SG, List.of(sg.length), CaptureFile.joined(sg, frame));
    }

    private static byte[] rxHeader(int flags, int gsoSize, int slots) {
        return CaptureFile.little(16).putInt(flags).putShort((short) 34).putShort((short) 6).put((byte) 0).put((byte) 0).putShort((short) 42)
                .putShort((short) gsoSize).putShort((short) slots).array();
    }

    private static Record rx(byte[] header, byte[] frame, Integer... slots) {
        return new Record(CaptureFile.RING, CaptureFile.TO_DRIVER, VENET, 0, RX, List.of(slots), CaptureFile.joined(header, frame));
    }

    @Test
    void sentFramesShowTheirPiecesAndTheirInnerPacket() throws IOException, InterruptedException {
        byte[] frame = CaptureFile.frame(100);
        int[] many = IntStream.range(0, 18).map(i -> i == 17 ? frame.length - 17 * 7 : 7).toArray();
        List<String> rows = rows(List.of(tx(sg(0, 1, frame.length, 0, frame.length), frame), tx(sg(3, 18, frame.length, 1448, many), frame),
                new Record(CaptureFile.RING, 0, VENET, 1, List.of(), List.of(), frame)),
                "vbus.linux.venet.venet_sg.cookie", "vbus.linux.venet.venet_sg.flags.GSO", "vbus.linux.venet.venet_sg.len", "vbus.linux.venet.venet_sg.csum.start",
                "vbus.linux.venet.venet_sg.gso.type", "vbus.linux.venet.venet_sg.gso.size", "vbus.linux.venet.venet_sg.count", "vbus.linux.venet.venet_iov.len",
                "eth.src", "ip.dst", "udp.dstport", "_ws.expert.message");
        String inner = "|02:00:00:00:00:02|10.0.0.2|40001|";
        String lengths = Arrays.toString(many).replaceAll("[\\[\\] ]", "");
        assertThat(rows).containsExactly("0x1122334455667788|0|142||||1|142" + inner, "0x1122334455667788|1|142|34|2|1448|18|" + lengths + inner,
                "|||||||" + inner);
    }

    @Test
    void receivedFramesShowTheirHeader() throws IOException, InterruptedException {
        byte[] frame = CaptureFile.frame(200);
        List<String> rows = rows(List.of(rx(rxHeader(0, 0, 1), frame, 258), rx(rxHeader(3, 1448, 3), frame, 100, 100, 58), rx(rxHeader(8, 0, 2), frame, 258),
                new Record(CaptureFile.RING, CaptureFile.TO_DRIVER, VENET, 0, List.of(), List.of(242), frame)),
                "vbus.linux.venet.venet_rx_header.flags", "vbus.linux.venet.venet_rx_header.csum.offset", "vbus.linux.venet.venet_rx_header.gso.type",
                "vbus.linux.venet.venet_rx_header.gso.size", "vbus.linux.venet.venet_rx_header.slots", "vbus-record.slot", "udp.length", "_ws.expert.message");
        assertThat(rows).containsExactly("0x00000000||||1|258|208|", "0x00000003|6|0|1448|3|100,100,58|208|",
                "0x00000008||||2|258|208|the header says 2 slots, the record has 1", "|||||242|208|");
    }

    @Test
    void whatIsWrongIsSaid() throws IOException, InterruptedException {
        byte[] frame = CaptureFile.frame(100);
        List<String> said = rows(List.of(tx(sg(0, 0, frame.length, 0), frame), tx(sg(0, 19, 142, 0, 142), frame), tx(sg(0, 1, 141, 0, 142), frame),
                tx(sg(2, 1, 142, 0, 142), frame), tx(sg(0, 1, 143, 0, 143), frame), tx(sg(0, 1, 0xffffffff, 0, 0xffffffff), frame),
                new Record(CaptureFile.RING, 0, VENET, 9, List.of(), List.of(), frame),
                new Record(CaptureFile.STRUCT, 0, "linux.shm_signal.shm_signal_desc", 0, List.of(), List.of(), new byte[16]),
                rx(rxHeader(0, 0, 0), frame, 158), rx(rxHeader(2, 5, 1), frame, 100)), "_ws.expert.message");
        assertThat(said.get(0)).contains("not so: count in 1..VENET_MAX_IOV", "not so: len == sum(iov.len)", "142 bytes after the last piece");
        assertThat(said.get(1)).contains("iov[1] needs 16 bytes", "not so: count in 1..VENET_MAX_IOV");
        assertThat(said.get(2)).isEqualTo("not so: len == sum(iov.len)");
        assertThat(said.get(3)).isEqualTo("not so: size > 0");
        assertThat(said.get(4)).isEqualTo("the pieces have 143 bytes, 142 follow");
        assertThat(said.get(5)).isEqualTo("the pieces have 4294967295 bytes, 142 follow");
        assertThat(said.get(6)).isEqualTo("message of a ring 9 is in no spec that is loaded");
        assertThat(said.get(7)).contains("magic must be 0x0000000058fa39df", "ver must be 0x0000000000000001");
        assertThat(said.get(8)).contains("not so: slots >= 1", "the header says 0 slots, the record has 1");
        assertThat(said.get(9)).contains("the slots have 100 bytes, the payload 158");
    }

    @Test
    void everyKindOfFieldInBothByteOrders() throws IOException, InterruptedException {
        List<Record> records = new ArrayList<>();
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int flag = order == ByteOrder.BIG_ENDIAN ? CaptureFile.BIG_ENDIAN : 0;
            // bits u32 { low : 4 high : 20 kind : 8 }, bits le32 { x : 1 y : 31 }
            byte[] word = ByteBuffer.allocate(8).order(order).putInt(2 << 24 | 0x54321 << 4 | 0xa).order(ByteOrder.LITTLE_ENDIAN).putInt(0x2468ace1).array();
            records.add(new Record(CaptureFile.STRUCT, flag, "acme.odds.odds_word", 0, List.of(), List.of(), word));
            ByteBuffer nest = ByteBuffer.allocate(40).order(order).put((byte) 1).put(new byte[3]).putShort((short) 99).putShort((short) 7)
                    .put((byte) 9).put((byte) 1).putShort((short) 0).putInt(-5).putInt(6).putInt(1).putInt(2).putInt(77).putInt(0).putInt(0x00010002);
            records.add(new Record(CaptureFile.STRUCT, flag, "acme.zoo.zoo_nest", 0, List.of(), List.of(), nest.array()));
        }
        records.add(new Record(CaptureFile.CALL, 0, "acme.zoo.zoo", 8, List.of(), List.of(),
                CaptureFile.joined("title\0\0\0".getBytes(), new byte[] {2, 3, 4, 5, 6, 7}, new byte[] {42}, new byte[17], new byte[8])));
        records.add(new Record(CaptureFile.CALL, 0, "linux.venet.venet", 3, List.of(), List.of(), CaptureFile.little(8).putInt(3).putInt(0x15).array()));
        List<String> rows = rows(records, "vbus.acme.odds.odds_word.w.low", "vbus.acme.odds.odds_word.w.high", "vbus.acme.odds.odds_word.w.kind",
                "vbus.acme.odds.odds_word.v.y", "vbus.acme.zoo.zoo_nest.kind", "vbus.acme.zoo.zoo_nest.at.inner.z", "vbus.acme.zoo.zoo_pair.low",
                "vbus.acme.zoo.zoo_nest.shape.fur.length", "vbus.acme.zoo.zoo_nest.shape.feathers", "vbus.acme.zoo.zoo_nest.pair16",
                "vbus.acme.zoo.zoo-TEXTS.title", "vbus.acme.zoo.zoo-TEXTS.hardware", "vbus.linux.venet.venet_capabilities.bits", "_ws.expert.message");
        String word = "10|344865|2|305419888|||||||||";
        assertThat(rows).containsExactly(word + "|", "||||1|9|-5,1|77||2,1||||", word + "|", "||||1|9|-5,1|77||1,2||||",
                "||||||||||title|02:03:04:05:06:07||", "||||||||||||21|");
    }

    @Test
    void noBytesMakeItFail() throws IOException, InterruptedException {
        byte[] frame = CaptureFile.frame(60);
        List<byte[]> packets = new ArrayList<>();
        for (Record record : List.of(tx(sg(3, 3, frame.length, 1448, 14, 20, frame.length - 34), frame), rx(rxHeader(3, 1448, 2), frame, 60, 16 + frame.length - 60))) {
            byte[] whole = record.bytes();
            for (int length = 0; length < whole.length; length++) {
                packets.add(Arrays.copyOf(whole, length));
            }
            // the record is whole, what is in it is not
            for (int length = 0; length < record.payload().length; length++) {
                packets.add(new Record(record.kind(), record.flags(), record.name(), record.number(), record.groups(), List.of(), length,
                        Arrays.copyOf(record.payload(), length)).bytes());
            }
            for (int at = 0; at < whole.length; at++) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (at % 2 == 0 ? 0xff : 0x01);
                packets.add(changed);
            }
        }
        int cut = packets.size();
        Random random = new Random(2026);
        List<String> structs = Specs.own().specs().stream().flatMap(spec -> spec.types().stream().filter(NamedType.Struct.class::isInstance)
                .map(type -> spec.packageName() + "." + type.name())).toList();
        List<String> names = new ArrayList<>(structs);
        names.addAll(List.of("acme.zoo.zoo_nest", "acme.odds.odds_holder", "acme.odds.odds_loop", "acme.odds.odds_word", "acme.rings.rings_var", "acme.rings.rings_open"));
        List<String> devices = List.of(VENET, "acme.zoo.zoo", "acme.odds.odds", "acme.rings.rings", "linux.vbus_user.vbus_user");
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(i % 50 == 0 ? 4000 : 120)];
            random.nextBytes(bytes);
            int kind = random.nextInt(5);
            String name = kind == CaptureFile.STRUCT ? names.get(random.nextInt(names.size())) : devices.get(random.nextInt(devices.size()));
            List<Integer> slots = random.nextInt(3) == 0 ? List.of(random.nextInt(bytes.length + 2)) : List.of();
            int number = kind == CaptureFile.IOCTL ? ioctl(random) : List.of(0, 1, 3, 7, 8, 11, 12, 100, 200, 201, 204).get(random.nextInt(11));
            packets.add(new Record(kind, random.nextInt(16), name, number, random.nextBoolean() ? SG : List.of(new Group(3, random.nextLong()), new Group(1, -1)), slots, bytes).bytes());
            packets.add(i % 4 == 0 ? bytes : Arrays.copyOf(packets.get(packets.size() - 1), random.nextInt(packets.get(packets.size() - 1).length)));
        }
        Path file = work.resolve("hostile.pcap");
        CaptureFile.write(file, packets);
        String whole = tshark(file, "-V");
        assertThat(whole).contains("Frame " + packets.size() + ":");
        List<String> experts = List.of(tshark(file, "-T", "fields", "-e", "_ws.expert.message").split("\n", -1));
        assertThat(experts).hasSizeGreaterThanOrEqualTo(packets.size());
        assertThat(IntStream.range(0, cut).filter(i -> isCut(packets.get(i))).mapToObj(experts::get)).isNotEmpty().allSatisfy(said -> assertThat(said).isNotEmpty());
    }

    /** Whether a packet ends before its own header says. */
    private static boolean isCut(byte[] packet) {
        if (packet.length < 24) {
            return true;
        }
        ByteBuffer header = ByteBuffer.wrap(packet);
        long needs = 24L + (header.get(7) & 0xff) + (header.getShort(16) & 0xffff) * 12L + (header.getShort(18) & 0xffff) * 4L + (header.getInt(20) & 0xffffffffL);
        return packet.length < needs;
    }

    private static int ioctl(Random random) {
        Spec spec = Specs.own().spec("linux.vbus_user").orElseThrow();
        return (int) spec.charDevs().get(0).ioctls().get(random.nextInt(spec.charDevs().get(0).ioctls().size())).number();
    }

    private static List<String> rows(List<Record> records, String... fields) throws IOException, InterruptedException {
        Path file = work.resolve("known.pcap");
        CaptureFile.write(file, records.stream().map(Record::bytes).toList());
        List<String> options = new ArrayList<>(List.of("-T", "fields", "-E", "separator=|", "-E", "aggregator=,"));
        Arrays.stream(fields).forEach(field -> options.addAll(List.of("-e", field)));
        return tshark(file, options.toArray(String[]::new)).lines().toList();
    }

    private static String tshark(Path file, String... options) throws IOException, InterruptedException {
        // what it says of root, and where an error of Lua would be, goes to a file
        Path said = work.resolve("said");
        String output = Command.of("bash", "-c", "said=$1; shift; exec tshark \"$@\" 2>\"$said\"", "tshark", said, "-r", file).with(LUA.toArray())
                .with((Object[]) options).within(Duration.ofMinutes(5)).run().succeeded();
        assertThat(output).doesNotContain("Lua Error", "Dissector bug");
        assertThat(said).content().doesNotContain("Lua", "rror");
        return output;
    }
}
