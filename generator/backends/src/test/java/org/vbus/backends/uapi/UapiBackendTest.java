// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vbus.backends.Backend;
import org.vbus.backends.MemorySink;
import org.vbus.backends.Samples;
import org.vbus.lang.FrontEnd;
import org.vbus.model.SpecSet;
import org.vbus.model.wire.WireHash;

class UapiBackendTest {
    @Test
    void twoRunsGiveTheSameBytes() {
        assertThat(MemorySink.of(new UapiBackend())).isEqualTo(MemorySink.of(new UapiBackend()));
    }

    @Test
    void namesAreThoseOfTheAbi() {
        String venet = MemorySink.of(new UapiBackend()).get("include/uapi/linux/venet.h");
        assertThat(venet).contains("#define VENET_QUEUE_RX 0", "#define VENET_FUNC_MACQUERY 2", "#define VENET_CAP_GROUP_SG 0",
                "#define VENET_CAP_ECN (1U << 3)", "#define VENET_DEVICE_TYPE \"virtual-ethernet\"", "struct venet_macquery_args {",
                "struct venet_iov iov[];", "__u8 mac[6];");
    }

    /** However deep the word of bits stands. */
    @Test
    void partsInTheArmOfAUnionHaveMasks(@TempDir Path dir) throws IOException {
        Path spec = Files.writeString(dir.resolve("deep.vbus"), """
                package acme.deep
                enum kind : u32 { ONE = 1 }
                struct deep { kind : kind   body : union by kind { in : struct { w : bits u32 { low : 3   high : 5 as DEEP_HIGH } } = ONE } }
                """);
        MemorySink sink = new MemorySink();
        new UapiBackend().generate(FrontEnd.create().load(List.of(spec), List.of()).specs(), sink);
        assertThat(sink.files().get("include/uapi/acme/deep.h")).contains("#define DEEP_HIGH 248");
    }

    @Test
    void theHashOfADeviceIsTheModels() {
        SpecSet specs = Samples.all();
        String hash = WireHash.hex(specs, specs.devices().get("linux.venet.venet"));
        for (Backend backend : List.of(new UapiBackend(), new NeutralBackend())) {
            String venet = MemorySink.of(backend).get(backend instanceof UapiBackend ? "include/uapi/linux/venet.h" : "include/neutral/linux/venet.h");
            assertThat(venet).contains("#define VENET_ABI_HASH \\\n\t\"" + hash + "\"\n");
            String bytes = venet.substring(venet.indexOf("#define VENET_ABI_HASH_BYTES { \\\n"));
            assertThat(bytes.substring(0, bytes.indexOf('}')).replaceFirst("#define \\w+", "").replaceAll("0x|[^0-9a-fx]", "")).isEqualTo(hash);
        }
    }

    @ParameterizedTest
    @CsvSource({"gcc,gnu11,c", "gcc,gnu90,c", "g++,c++17,c++"})
    void everyHeaderCompilesAloneAndProvesItsLayout(String compiler, String standard, String language, @TempDir Path dir)
            throws IOException, InterruptedException {
        Map<String, String> files = MemorySink.of(new UapiBackend());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = dir.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        boolean proofs = !standard.equals("gnu90");
        StringBuilder source = new StringBuilder();
        for (String file : files.keySet()) {
            if (proofs || !file.startsWith("include/layout")) {
                source.append("#include \"").append(dir.resolve(file)).append("\"\n").append("#include \"").append(dir.resolve(file)).append("\"\n");
            }
        }
        Path unit = Files.writeString(dir.resolve("unit.c"), source);
        List<String> command = List.of(compiler, "-x", language, "-std=" + standard, "-Wall", "-Wextra", "-Wpadded", "-Werror", "-fsyntax-only",
                "-I", dir.resolve("include/uapi").toString(), "-I", dir.resolve("include").toString(), unit.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** The same names and numbers, and nothing of Linux. */
    @Test
    void theNeutralDialectIsOfNoSystem() {
        Map<String, String> linux = MemorySink.of(new UapiBackend());
        Map<String, String> neutral = MemorySink.of(new NeutralBackend());
        assertThat(neutral.keySet()).hasSameSizeAs(linux.keySet()).contains("include/neutral/linux/venet.h", "include/neutral/layout/linux/venet.h");
        neutral.forEach((path, text) -> assertThat(text).as(path).doesNotContain("__u8", "__u16", "__u32", "__u64", "__s32", "__le", "__be", "__virtio", "linux/types.h",
                "linux/ioctl.h", "_IOW", "__KERNEL__"));
        linux.forEach((path, text) -> {
            String other = neutral.get(path.replace("include/uapi/", "include/neutral/").replace("include/layout/", "include/neutral/layout/"));
            assertThat(names(other)).as(path).containsAll(names(text));
        });
    }

    private static List<String> names(String header) {
        return java.util.regex.Pattern.compile("(?m)^(?:#define (\\w+)|(?:struct|enum) (\\w+) \\{|\\t(\\w+) = )").matcher(header).results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2) != null ? found.group(2) : found.group(3))
                .filter(name -> !name.startsWith("_LAYOUT_")).toList();
    }
}
