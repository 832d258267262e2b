// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.backends.guest.GuestBackend;
import org.vbus.backends.host.HostBackend;
import org.vbus.backends.kbuild.KbuildBackend;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/** Kernel code of devices on profile stream, and on profile raw. That it builds and works is {@code StreamIT}. */
class StreamKernelTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PIPE = ROOT.resolve("it/devices/pipe/pipe.vbus");
    private static final Path CHUTE = ROOT.resolve("it/devices/chute/chute.vbus");

    @TempDir
    private Path folder;

    private static SpecSet load(Path file) {
        Parsed parsed = FrontEnd.create().load(List.of(file), List.of(ROOT.resolve("abi-specs")));
        assertThat(parsed.diagnostics()).isEmpty();
        return parsed.specs();
    }

    /** The pipe with its profile replaced. */
    private SpecSet pipe(String profile) throws IOException {
        String text = Files.readString(PIPE);
        assertThat(text).contains(" profile stream ");
        return load(Files.writeString(folder.resolve("pipe.vbus"), text.replace(" profile stream ", profile)));
    }

    private static List<String> hostOperations(SpecSet specs) {
        Spec spec = specs.requestedSpecs().get(0);
        return OpsStubs.ofModel(spec.models().get(0).name(), HostBackend.ops(specs, spec, spec.models().get(0))).missing("").stream().map(Op::member).toList();
    }

    private static List<String> guestOperations(SpecSet specs) {
        Spec spec = specs.requestedSpecs().get(0);
        return OpsStubs.ofDriver(spec.devices().get(0).name(), GuestBackend.ops(specs, spec, spec.devices().get(0))).missing("").stream().map(Op::member).toList();
    }

    @Test
    void aDeviceOfNothingButItsSpecIsWhole() {
        SpecSet specs = load(PIPE);
        assertThat(hostOperations(specs)).isEmpty();
        assertThat(guestOperations(specs)).isEmpty();
        String host = Rendered.of(new HostBackend(), specs).get("devices/pipe/pipe_port_stream.c");
        assertThat(host).contains("stream = vbus_stream_device_create(\"pipe_port\");", "vbus_stream_conn_ends(conn->stream, conn->region_ends);",
                "vbus_stream_conn_start(conn->stream);", "vbus_stream_device_get_connected(dev->stream, value);", "const struct pipe_port_ops pipe_port_ops = {\n");
        String guest = Rendered.of(new GuestBackend(), specs).get("devices/pipe/pipe_stream.c");
        assertThat(guest).contains("\t\t.name = \"pipe\",\n", "\t\t.ends = dev->region_ends,\n\t\t.shared = dev->region_shared,\n\t\t.shared_len = 262144 * sizeof(u8),\n",
                "\treturn vbus_stream_driver_create(&config);\n", "const struct pipe_ops pipe_ops = {\n");
        assertThat(Rendered.of(new KbuildBackend(), specs).get("devices/pipe/Kbuild")).contains("pipe_port-y := pipe_port_host.o pipe_port_stream.o\n",
                "pipe_driver-y := pipe_guest.o pipe_stream.o\n").doesNotContain("VBUS_OPS");
    }

    @Test
    void whatIsBeyondTheProfileIsTheAuthors() {
        SpecSet specs = load(CHUTE);
        assertThat(hostOperations(specs)).containsExactlyInAnyOrder("own_create", "own_destroy", "get_label", "set_label", "get_rings", "own_open", "own_close",
                "offer_to_device", "granted_to_device", "call_ring");
        assertThat(guestOperations(specs)).containsExactlyInAnyOrder("want_to_device", "own_probe", "own_remove");
        String host = Rendered.of(new HostBackend(), specs).get("devices/chute/chute_top_stream.c");
        assertThat(host).contains("ret = chute_top_ops.own_create(dev);\n\tif (ret)\n\t\tvbus_stream_device_destroy(stream);",
                "ret = chute_top_ops.own_open(conn);\n\tif (ret)\n\t\tvbus_stream_conn_close(stream);").doesNotContain("shared", "const struct chute_top_ops chute_top_ops = {");
        assertThat(Rendered.of(new GuestBackend(), specs).get("devices/chute/chute_stream.c")).contains("ret = chute_ops.own_probe(dev);").doesNotContain(".shared");
    }

    /** Raw says that both halves are the author's: what is generated is that of a model that names no profile. */
    @Test
    void rawIsNoProfile() throws IOException {
        SpecSet raw = pipe(" profile raw ");
        Map<String, String> host = Rendered.of(new HostBackend(), raw);
        Map<String, String> guest = Rendered.of(new GuestBackend(), raw);
        assertThat(host).doesNotContainKey("devices/pipe/pipe_port_stream.c");
        assertThat(guest).doesNotContainKey("devices/pipe/pipe_stream.c");
        assertThat(hostOperations(raw)).contains("create", "destroy", "open", "close", "get_node", "region_ends", "call_start", "ring_tx_notify");
        assertThat(guestOperations(raw)).contains("probe", "remove", "ring_rx_notify");
        SpecSet none = pipe(" ");
        assertThat(host).isEqualTo(Rendered.of(new HostBackend(), none));
        assertThat(guest).isEqualTo(Rendered.of(new GuestBackend(), none));
    }
}
