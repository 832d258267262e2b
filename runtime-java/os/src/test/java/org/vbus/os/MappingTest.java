// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

class MappingTest {
    @TempDir
    Path folder;

    @Test
    void aNewOneIsZeroAndOfThatSize() {
        try (Mapping mapping = Mapping.create("test", 5000)) {
            assertThat(mapping.memory().byteSize()).isEqualTo(5000);
            assertThat(mapping.memory().asSlice(0, 5000).mismatch(MemorySegment.ofArray(new byte[5000]))).isEqualTo(-1);
            assertThat(mapping.memory().address() % 4096).isZero();
        }
    }

    @Test
    void aFileIsSharedWithWhoeverReadsIt() throws IOException {
        Path file = folder.resolve("memory");
        Files.write(file, new byte[100]);
        try (Mapping mapping = Mapping.open(file, 100)) {
            mapping.memory().set(ValueLayout.JAVA_BYTE, 99, (byte) 7);
        }
        assertThat(Files.readAllBytes(file)[99]).isEqualTo((byte) 7);
    }

    @Test
    void afterwardsAnAccessIsAnException() {
        Mapping mapping = Mapping.create("test", 8);
        mapping.close();
        mapping.close();
        assertThatThrownBy(() -> mapping.memory().get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void moreThanThereIsCannotBeMapped() throws IOException {
        Path file = folder.resolve("small");
        Files.write(file, new byte[100]);
        refused(Errno.EINVAL, () -> Mapping.open(file, 101));
        refused(Errno.EINVAL, () -> Mapping.open(file, 0));
        refused(Errno.ENOENT, () -> Mapping.open(folder.resolve("none"), 1));
    }

    @Test
    void whatAPeerCouldShrinkIsNotAdopted() throws IOException {
        Path file = folder.resolve("file");
        Files.write(file, new byte[100]);
        Descriptor descriptor = Descriptor.open(file, true);
        // a file has no seals at all
        refused(Errno.EINVAL, () -> Mapping.adopt(descriptor, 100));
        assertThat(descriptor.isOpen()).isFalse();
    }

    @Test
    void theErrorNamesTheCall() {
        assertThatThrownBy(() -> Descriptor.open(Path.of("/nowhere/at all"), true)).hasMessage("open(/nowhere/at all): ENOENT (2), No such file or directory");
        Descriptor zero = Descriptor.open(Path.of("/dev/zero"), true);
        assertThatThrownBy(() -> zero.ioctl("NONE", 0x1234, MemorySegment.NULL)).hasMessage("ioctl(/dev/zero, NONE): ENOTTY (25), Inappropriate ioctl for device");
        zero.close();
        refused(Errno.EBADF, () -> zero.ioctl("NONE", 0x1234, MemorySegment.NULL));
    }

    private static void refused(Errno errno, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).contains(errno));
    }
}
