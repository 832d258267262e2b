// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeCommandTest {
    @TempDir
    Path dir;

    private Path spec;

    private record Run(int status, String out, String err) { }

    @BeforeEach
    void write() throws IOException {
        spec = Files.writeString(dir.resolve("p.vbus"), "package p\nstruct s size 16 { big : be32 where big < 10   mine : u32 unit bytes   id : u64 opaque }\n");
    }

    @Test
    void textAndItsStatus() throws IOException {
        Path data = data(0, 0, 0, 7, 1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x80);
        assertThat(run("decode", spec.toString(), "--as", "s", data.toString())).isEqualTo(new Run(0, String.join("\n",
                "000000  struct s",
                "000000    big : be32 = 7",
                "000004    mine : u32 = 513 bytes",
                "000008    id : u64 = 0x8000000000000001", ""), ""));
        assertThat(run("decode", spec.toString(), "--as", "p.s", "--order", "big", data.toString()).out()).contains("= 7\n", "= 16908288 bytes", "0x100000000000080");
        Run wrong = run("decode", spec.toString(), "--as", "s", data(0, 0, 0, 70).toString());
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains("! ", "not so: big < 10", "mine needs 4 bytes at 4, the input ends at 4", "problems\n");
    }

    @Test
    void jsonOfAStream() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(new byte[32]));
        try {
            Run run = run("decode", spec.toString(), "--as", "s", "--json", "-");
            assertThat(run.status()).isZero();
            JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
            assertThat(json.getAsJsonArray("records")).hasSize(2);
            assertThat(json.get("problems").getAsLong()).isZero();
            assertThat(json.getAsJsonArray("records").get(1).getAsJsonObject().getAsJsonArray("members").get(1).getAsJsonObject().get("offset").getAsLong()).isEqualTo(20);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void whatCannotBeDone() throws IOException {
        Path data = data(1);
        assertThat(run("decode", spec.toString(), "--as", "t", data.toString())).isEqualTo(new Run(2, "", "vbusc: the specs have nothing called `t`\n"));
        assertThat(run("decode", spec.toString(), "--as", "s").status()).isEqualTo(2);
        assertThat(run("decode", spec.toString(), data.toString()).status()).isEqualTo(2);
        assertThat(run("decode", dir.resolve("no.vbus").toString(), "--as", "s", data.toString()).err()).contains("no such file");
        assertThat(run("decode", spec.toString(), "--as", "s", dir.resolve("no").toString()).err()).contains("no such file");
        assertThat(run("decode", spec.toString(), "--as", "s", dir.toString()).err()).contains("is a folder");
        assertThat(run("decode", spec.toString(), "--as", "s", "/dev/zero").err()).contains("has more than 16 MiB");
        assertThat(run("decode", Files.writeString(dir.resolve("w.vbus"), "package w\nstruct {").toString(), "--as", "s", data.toString()).err()).contains("error VB");
    }

    private Path data(int... bytes) throws IOException {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return Files.write(dir.resolve("data"), all);
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), Style.PLAIN, arguments);
        assertThat(err.toString()).doesNotContain("\tat ", "Exception");
        return new Run(status, out.toString(), err.toString());
    }
}
