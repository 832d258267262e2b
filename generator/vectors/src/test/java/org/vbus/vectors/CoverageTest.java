// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Request;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.vectors.VectorFile.Vector;

/** What is taken out of a good file is missed. */
class CoverageTest {
    private static final Path FOLDER = Path.of("../../abi-specs");

    private final SpecSet specs = new Compiler().check(new Request(List.of(FOLDER), List.of())).specs().orElseThrow();

    private List<String> without(String name, Predicate<Vector> gone) throws IOException {
        VectorFile file = VectorReader.read(FOLDER.resolve(name).resolve("vectors.json"));
        // what others are like would be missing otherwise
        List<Vector> resolved = file.vectors().stream().map(vector -> new Vector(vector.name(), vector.type(), Optional.empty(), file.values(vector), vector.length(),
                vector.little(), vector.big(), vector.refused())).toList();
        return Coverage.missing(specs, spec(name), new VectorFile(file.spec(), file.release(), file.names(), file.blocks(),
                resolved.stream().filter(gone.negate()).toList()));
    }

    private Spec spec(String name) {
        return specs.spec("linux." + name).orElseThrow();
    }

    @Test
    void vectorsThatAreGone() throws IOException {
        assertThat(without("vbus", vector -> false)).isEmpty();
        assertThat(without("vbus", vector -> vector.type().equals("vbus_describe"))).containsExactly("a vector of vbus_describe");
        assertThat(without("venet", vector -> vector.type().equals("venet_macquery_args"))).containsExactly("a vector of venet_macquery_args");
        assertThat(without("vbus", vector -> vector.values().containsKey("data.add.id"))).containsExactly("a vector of vbus_event with data.add");
        assertThat(without("venet", vector -> vector.type().equals("venet_rx_header") && vector.values().getOrDefault("flags", Value.of(0)).equals(Value.of(8))))
                .containsExactly("venet_rx_header: flags has CSUM_VALID alone in no vector");
        assertThat(without("vbus_user", vector -> vector.name().contains("least number"))).containsExactly("vbus_user_eventfd: fd is the least number in no vector");
        assertThat(without("shm_signal", vector -> vector.name().equals("all bits"))).contains("shm_signal_desc: magic has all bits set in no vector");
        assertThat(without("venet", vector -> vector.values().containsKey("iov[].len") || vector.type().equals("venet_iov") && vector.name().contains("its own")))
                .contains("venet_iov: len has bytes that all differ in no vector");
    }

    @Test
    void namesThatAreGoneOrWrong() throws IOException {
        VectorFile file = VectorReader.read(FOLDER.resolve("venet/vectors.json"));
        Map<String, Value> names = new LinkedHashMap<>(file.names());
        names.remove("VENET_CAP_UFO");
        names.put("VENET_QUEUE_TX", Value.of(2));
        names.put("VENET_MORE", Value.of(2));
        assertThat(Coverage.missing(specs, spec("venet"), new VectorFile(file.spec(), "1.1", names, Map.of(), file.vectors())))
                .contains("name VENET_CAP_UFO", "VENET_QUEUE_TX is 1 in the spec, 2 in the file", "VENET_MORE is no name of the spec",
                        "the file is of release 1.1, the spec of 1.2").anyMatch(one -> one.startsWith("blocks are {VENET_FUNC_MACQUERY=venet_macquery_args"));
    }

    @Test
    void valuesThatDoNotFit() {
        refused("ioq_ring_idx", "head", new Value.Number(BigInteger.ONE.shiftLeft(32), true), "head is a u32, which does not hold 4294967296");
        refused("ioq_ring_idx", "head", Value.of(-1), "does not hold -1");
        refused("ioq_ring_idx", "head", new Value.Text("one"), "head is a number");
        refused("ioq_ring_idx", "__reserved0", new Value.Text("0102"), "__reserved0 has 3 bytes, not 2");
        refused("ioq_ring_idx", "__reserved0", new Value.Text("zz0000"), "not pairs of hexadecimal digits");
        refused("ioq_ring_idx", "__reserved0", Value.of(1), "a row of bytes");
        refused("ioq_ring_idx", "haed", Value.of(1), "`ioq_ring_idx` has no haed");
        refused("ioq_ring_head", "ring[x].len", Value.of(1), "an index that is no number");
        refused("ioq_ring", "head", Value.of(1), "has no struct, block or alias `ioq_ring`");
    }

    private void refused(String type, String path, Value value, String message) {
        Vector vector = new Vector("one", type, Optional.empty(), Map.of(path, value), OptionalLong.empty(), "", "", Map.of());
        VectorFile file = new VectorFile("linux.ioq", "1.0", Map.of(), Map.of(), new ArrayList<>(List.of(vector)));
        Shapes shapes = new Shapes(specs, spec("ioq"));
        assertThatThrownBy(() -> Encoder.bytes(shapes, file, vector, ByteOrder.LITTLE_ENDIAN)).isInstanceOf(VectorException.class).hasMessageContaining(message);
    }
}
