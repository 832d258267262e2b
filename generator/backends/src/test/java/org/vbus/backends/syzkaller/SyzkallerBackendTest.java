// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vbus.backends.MemorySink;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;

/** syzkaller's compiler is not to be had in a build, so the rules of its language stand in {@link Syzlang}. */
class SyzkallerBackendTest {
    private static Map<String, String> files;

    @BeforeAll
    static void generate() {
        Path home = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(home.resolve("abi-specs"))) {
            home = home.getParent();
        }
        Parsed parsed = FrontEnd.create().load(List.of(home.resolve("abi-specs"), home.resolve("it/specs/nodes")), List.of(home.resolve("it/specs")));
        assertThat(parsed.ok()).isTrue();
        MemorySink sink = new MemorySink();
        new SyzkallerBackend().generate(parsed.specs(), sink);
        files = sink.files();
    }

    @Test
    void onlySpecsWithCharacterDevicesHaveFiles() {
        assertThat(files).containsOnlyKeys("syzkaller/linux_vbus_user.txt", "syzkaller/linux_vbus_user.txt.const", "syzkaller/linux_vbus_kvm.txt",
                "syzkaller/linux_vbus_kvm.txt.const", "syzkaller/acme_nodes.txt", "syzkaller/acme_nodes.txt.const");
    }

    @Test
    void theLanguageIsSyzkallers() {
        for (String stem : List.of("linux_vbus_user", "linux_vbus_kvm", "acme_nodes")) {
            assertThat(Syzlang.problems(text(stem), numbers(stem))).as(stem).isEmpty();
        }
    }

    @Test
    void whatIsWrongIsFound() {
        String text = text("linux_vbus_user");
        String numbers = numbers("linux_vbus_user");
        assertThat(Syzlang.problems(text, numbers.replace("POLLIN = 1\n", ""))).containsExactly("no number for POLLIN");
        assertThat(Syzlang.problems(text.replace("bytesize[datap,", "bytesize[data,"), numbers)).hasSize(2);
        assertThat(Syzlang.problems(text.replace("resource vbus_user_vbus_handle[int64]\n", ""), numbers)).isNotEmpty();
        assertThat(Syzlang.problems(text.replace("array[int8, 128]", "array[int8, 0]"), numbers)).containsExactly("type: array[int8, 0]");
        assertThat(Syzlang.problems(text.replace("include <", "include <<"), numbers)).isNotEmpty();
    }

    @Test
    void everyIoctlWithItsNumber() {
        assertThat(text("linux_vbus_user")).contains(
                "ioctl$VBUS_USER_IOCTL_MEMREG(fd fd_vbus_user, cmd const[VBUS_USER_IOCTL_MEMREG], arg ptr[inout, vbus_user_memreg])\n",
                "ioctl$VBUS_USER_IOCTL_SHMSIGNAL(fd fd_vbus_user, cmd const[VBUS_USER_IOCTL_SHMSIGNAL], arg ptr[in, vbus_user_vbus_handle])\n",
                "read$vbus_user(fd fd_vbus_user, buf ptr[out, array[vbus_user_vbus_event]], count bytesize[buf])\n",
                "resource vbus_user_vbus_handle[int64]\n", "\taddr\t\tptr64[inout, array[int8]]\t(in)\n", "\tlen\t\tbytesize[addr, int64]\t(in)\n",
                "\tcapabilities\tflags[vbus_user_caps, int64]\n");
        assertThat(numbers("linux_vbus_user")).contains("VBUS_USER_IOCTL_BUSOPEN = 3222324480\n", "VBUS_EVENT_SHMCLOSE = 3\n", "arches = 386, amd64, arm, arm64, riscv64, s390x\n");
    }

    @Test
    void rangesSetsAndBits() {
        String text = text("acme_nodes");
        assertThat(text).contains("int32[1:4096]\t(in)\n", "const[0xcafe0001, int32]\t(in)\n", "int32be[2:900]\n", "\thigh\tint32:20\n", "len[list, int32]\t(in)\n",
                "ptr64[in, array[int32]]\t(in)\n", "\tparent_\t", "nodes_odd_arm [\n", "int32[0:9]\t(in)\n");
        assertThat(numbers("acme_nodes")).contains("NODES_CAP_WIDE = 2147483648\n", "arches = 386, amd64, arm, arm64, riscv64\n");
    }

    private static String text(String stem) {
        return files.get("syzkaller/" + stem + ".txt");
    }

    private static String numbers(String stem) {
        return files.get("syzkaller/" + stem + ".txt.const");
    }
}
