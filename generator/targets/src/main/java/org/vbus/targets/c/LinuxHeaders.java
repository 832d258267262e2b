// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.c;

import java.util.Set;

/** Headers that Linux itself installs for devices of the virtio specification: what is generated must not be found in their place. */
final class LinuxHeaders {
    /** What stands between {@code linux/virtio_} and {@code .h}, in Linux 6.12. */
    private static final Set<String> VIRTIO = Set.of("9p", "balloon", "blk", "bt", "config", "console", "crypto", "fs", "gpio", "gpu", "i2c", "ids", "input",
            "iommu", "mem", "mmio", "net", "pci", "pcidev", "pmem", "ring", "rng", "scmi", "scsi", "snd", "types", "vsock");
    private static final String PREFIX = "linux.virtio_";

    private LinuxHeaders() { }

    /** Whether the header that a package would have is one of Linux's. */
    static boolean has(String packageName) {
        return packageName.startsWith(PREFIX) && VIRTIO.contains(packageName.substring(PREFIX.length()));
    }
}
