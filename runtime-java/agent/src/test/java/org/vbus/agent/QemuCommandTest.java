// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QemuCommandTest {
    private static final GuestSettings GUEST = GuestSettings.of("g1", "lab", 512L << 20, Path.of("/run/vbus"));

    @Test
    void itIsOneLine() {
        assertThat(new QemuCommand(GUEST)).hasToString("qemu-system-x86_64 -machine pc,accel=kvm,memory-backend=vbus-ram,max-ram-below-4g=3G -m 512M "
                + "-object memory-backend-file,id=vbus-ram,size=512M,mem-path=/dev/shm/vbus-g1,share=on "
                + "-chardev socket,id=vbus,path=/run/vbus/g1.socket -device ivshmem-doorbell,vectors=4,chardev=vbus "
                + "-qmp unix:/run/vbus/g1.qmp,server=on,wait=off -no-reboot");
    }

    @Test
    void machineSizeAndVectorsAreTheGuests() {
        GuestSettings other = GuestSettings.of("g2", "lab", 5L << 30, Path.of("/run/vbus")).withMachine(Machine.Q35).withVectors(9);
        assertThat(new QemuCommand(other).arguments())
                .contains("q35,accel=kvm,memory-backend=vbus-ram,max-ram-below-4g=2G", "5G", "ivshmem-doorbell,vectors=9,chardev=vbus")
                .noneMatch(argument -> argument.contains("balloon"));
    }

    @Test
    void pathsSurviveOptionsAndShells() {
        GuestSettings odd = GUEST.withPaths(Path.of("/tmp/a,b/s ock'et"), Path.of("/tmp/q mp"), Path.of("/tmp/$ram"));
        assertThat(new QemuCommand(odd).arguments()).contains("socket,id=vbus,path=/tmp/a,,b/s ock'et");
        assertThat(new QemuCommand(odd).toString()).contains(" 'socket,id=vbus,path=/tmp/a,,b/s ock'\\''et' ")
                .contains("'memory-backend-file,id=vbus-ram,size=512M,mem-path=/tmp/$ram,share=on'").contains("'unix:/tmp/q mp,server=on,wait=off'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "-x", "a b", "0123456789012345678901234567890123456789012345678901234567890123"})
    void namesAreThoseOfFiles(String name) {
        assertThatThrownBy(() -> GuestSettings.of(name, "lab", 1 << 20, Path.of("/run"))).isInstanceOf(AgentException.class).hasMessageContaining("a name has");
    }

    @Test
    void numbersHaveBounds() {
        assertThatThrownBy(() -> GUEST.withVectors(0)).hasMessage("0 vectors: 1 to 256 are possible");
        assertThatThrownBy(() -> GUEST.withVectors(257)).hasMessage("257 vectors: 1 to 256 are possible");
        assertThatThrownBy(() -> GuestSettings.of("g", "lab", 4096, Path.of("/run"))).hasMessageContaining("whole MiB are needed");
        assertThatThrownBy(() -> GuestSettings.of("g", "b".repeat(64), 1 << 20, Path.of("/run"))).hasMessageContaining("1 to 63 bytes");
    }
}
