// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.model.device.CharDev;
import org.vbus.targets.c.CSymbols;

/** The numbers of the model are those that C makes of the header. */
class IoctlTest {
    @Test
    void everyNumberIsThatOfC(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, String> files = Gcc.generated(new UapiBackend());
        CharDev device = Gcc.spec("vbus_user").specs().spec("linux.vbus_user").orElseThrow().charDevs().get(0);
        assertThat(device.ioctls()).hasSize(8);
        assertThat(files.get("include/uapi/linux/vbus_user.h")).contains("#include <linux/ioctl.h>",
                "#define VBUS_USER_IOCTL_BUSOPEN _IOWR(0xC5, 0, struct vbus_user_busopen)", "#define VBUS_USER_IOCTL_DEVICECLOSE _IOW(0xC5, 2, __u64)");
        StringBuilder unit = new StringBuilder("#include <linux/vbus_user.h>\n#include <assert.h>\n");
        for (CharDev.Ioctl ioctl : device.ioctls()) {
            String symbol = CSymbols.ioctl(device, ioctl);
            unit.append("static_assert(").append(symbol).append(" == ").append(ioctl.number()).append("u, \"").append(symbol).append("\");\n");
        }
        Gcc.compiles(folder, files, unit.toString(), "-I", folder.resolve("include/uapi").toString());
    }

    @Test
    void everySpecProvesItsLayout(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, String> files = Gcc.generated(new UapiBackend());
        StringBuilder unit = new StringBuilder();
        files.keySet().stream().filter(file -> file.startsWith("include/layout/"))
                .forEach(file -> unit.append("#include \"").append(folder.resolve(file)).append("\"\n"));
        Gcc.compiles(folder, files, unit.toString(), "-I", folder.resolve("include/uapi").toString());
    }
}
