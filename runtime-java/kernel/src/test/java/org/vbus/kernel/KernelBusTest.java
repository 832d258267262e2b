// SPDX-License-Identifier: Apache-2.0
package org.vbus.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What can be said without the module; with it, the VM's tests do. */
class KernelBusTest {
    @Test
    void withoutTheModuleItSaysSo() {
        assertThatThrownBy(() -> KernelBus.join(Path.of("/dev/no-vbus"))).hasMessage("open(/dev/no-vbus): ENOENT (2), No such file or directory");
    }

    @Test
    void anotherNodeIsNotTheBus() {
        assertThatThrownBy(() -> KernelBus.join(Path.of("/dev/zero"))).hasMessage("ioctl(/dev/zero, BUSOPEN): ENOTTY (25), Inappropriate ioctl for device");
    }
}
