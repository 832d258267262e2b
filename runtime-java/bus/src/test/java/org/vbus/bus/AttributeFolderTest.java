// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;
import org.vbus.runtime.FieldRangeException;
import org.vbus.runtime.PeerDataException;

/** Files of a folder stand for those of sysfs; what only a kernel refuses is asked of a kernel. */
class AttributeFolderTest {
    private static final String[] NAMES = {"cat", "dog"};
    private static final long[] NUMBERS = {0, 7};
    private static final Integer[] LITERALS = {100, 107};

    @TempDir
    Path dir;
    private AttributeFolder folder;

    @BeforeEach
    void open() {
        folder = new AttributeFolder(dir);
    }

    private void text(String text) throws IOException {
        Files.writeString(dir.resolve("a"), text);
    }

    private void wrong(Runnable read) {
        assertThatExceptionOfType(PeerDataException.class).isThrownBy(read::run).matches(e -> e.field().equals("a"));
    }

    @Test
    void truths() throws IOException {
        text("1\n");
        assertThat(folder.bool("a")).isTrue();
        text("0\n");
        assertThat(folder.bool("a")).isFalse();
        for (String other : new String[] {"2\n", "", "true\n", " 1\n"}) {
            text(other);
            wrong(() -> folder.bool("a"));
        }
    }

    @Test
    void numbers() throws IOException {
        text("-3\n");
        assertThat(folder.number("a", -5, 5)).isEqualTo(-3);
        wrong(() -> folder.number("a", 0, 5));
        text("0xff\n");
        assertThat(folder.number("a", 0, 255)).isEqualTo(255);
        text("18446744073709551615\n");
        assertThat(folder.unsigned("a")).isEqualTo(-1);
        wrong(() -> folder.number("a", 0, Long.MAX_VALUE));
        text("0xffffffffffffffff\n");
        assertThat(folder.unsigned("a")).isEqualTo(-1);
        text("many\n");
        wrong(() -> folder.number("a", 0, 255));
        wrong(() -> folder.unsigned("a"));
    }

    @Test
    void hardwareAddresses() throws IOException {
        text("02:00:00:00:00:fe\n");
        assertThat(folder.mac("a")).containsExactly(2, 0, 0, 0, 0, 0xfe);
        folder.setMac("a", new byte[] {(byte) 0xaa, 1, 2, 3, 4, 5});
        assertThat(folder.read("a")).startsWith("aa:01:02:03:04:05");
        for (String other : new String[] {"", "02:00:00:00:00", "02-00-00-00-00-fe", "02:00:00:00:00:fg", "02:00:00:00:00:fe:00"}) {
            text(other);
            wrong(() -> folder.mac("a"));
        }
        assertThatExceptionOfType(FieldRangeException.class).isThrownBy(() -> folder.setMac("a", new byte[5]));
    }

    @Test
    void texts() throws IOException {
        text("");
        folder.setText("a", "Grüße", 7);
        assertThat(folder.read("a")).isEqualTo("Grüße");
        assertThatExceptionOfType(FieldRangeException.class).isThrownBy(() -> folder.setText("a", "Grüße", 6));
        assertThatExceptionOfType(FieldRangeException.class).isThrownBy(() -> folder.setText("a", "a\0", 6));
        assertThatExceptionOfType(FieldRangeException.class).isThrownBy(() -> folder.setText("a", "a\n", 6));
    }

    @Test
    void literals() throws IOException {
        for (String seven : new String[] {"dog\n", "7\n", "0x7\n"}) {
            text(seven);
            assertThat(folder.literal("a", NAMES, NUMBERS, LITERALS)).isEqualTo(107);
        }
        text("9\n");
        assertThat(folder.findLiteral("a", NAMES, NUMBERS, LITERALS)).isEmpty();
        wrong(() -> folder.literal("a", NAMES, NUMBERS, LITERALS));
        text("emu\n");
        wrong(() -> folder.findLiteral("a", NAMES, NUMBERS, LITERALS));
    }

    @Test
    void bitsWithoutAName() {
        AttributeFolder.known("a", 5, 7);
        assertThatExceptionOfType(FieldRangeException.class).isThrownBy(() -> AttributeFolder.known("a", 8, 7));
    }

    @Test
    void errorsByTheirNumbers() {
        errno(Errno.ENOENT, () -> folder.read("none"));
        errno(Errno.ENOENT, () -> folder.write("none", "1"));
        errno(Errno.EISDIR, () -> new AttributeFolder(dir.getParent()).read(dir.getFileName().toString()));
        assertThat(dir.resolve("none")).as("not created").doesNotExist();
    }

    /** The kernel's own attributes, where there are such: what it says to a value arrives as its number. */
    @Test
    void whatTheKernelRefuses() {
        Path kernel = Path.of("/proc/self");
        assumeTrue(Files.exists(kernel.resolve("oom_score_adj")), "a Linux kernel");
        AttributeFolder self = new AttributeFolder(kernel);
        assertThat(self.number("oom_score_adj", -1000, 1000)).isBetween(-1000L, 1000L);
        errno(Errno.EINVAL, () -> self.write("oom_score_adj", "5000"));
        errno(Errno.EINVAL, () -> self.write("oom_score_adj", "many"));
    }

    private static void errno(Errno errno, Runnable what) {
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(what::run).matches(e -> e.is(errno), errno.name());
    }
}
