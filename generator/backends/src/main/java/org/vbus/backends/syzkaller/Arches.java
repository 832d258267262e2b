// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.util.List;
import java.util.Map;

/** Machines that descriptions are made for: those that put ioctl numbers and flags of open together as most do. */
final class Arches {
    /** Little-endian. */
    static final List<String> LITTLE = List.of("386", "amd64", "arm", "arm64", "riscv64");
    /** With the big-endian one. */
    static final List<String> ALL = List.of("386", "amd64", "arm", "arm64", "riscv64", "s390x");

    /** Numbers of the kernel's own: system calls, flags of {@code open} and {@code poll}. */
    static final Map<String, String> KERNEL = Map.ofEntries(Map.entry("AT_FDCWD", "18446744073709551516"),
            Map.entry("__NR_ioctl", "54, amd64:16, arm64:riscv64:29"), Map.entry("__NR_openat", "56, 386:295, amd64:257, arm:322, s390x:288"),
            Map.entry("__NR_read", "3, amd64:0, arm64:riscv64:63"), Map.entry("__NR_poll", "168, amd64:7, arm64:riscv64:???"),
            Map.entry("O_RDONLY", "0"), Map.entry("O_WRONLY", "1"), Map.entry("O_RDWR", "2"), Map.entry("O_NONBLOCK", "2048"),
            Map.entry("O_CLOEXEC", "524288"), Map.entry("POLLIN", "1"));

    private Arches() { }
}
