// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.c;

import java.util.Set;

/** Devices of virtio that Linux 6.1 or 6.12 has a driver for: none is made for them. */
public final class LinuxDrivers {
    // net, blk, console, rng, balloon, rpmsg, scsi, 9p, rproc serial, caif, gpu, input, vsock, crypto, iommu, mem, sound, fs, pmem, hwsim, scmi, i2c, bt, gpio
    private static final Set<Long> VIRTIO = Set.of(1L, 2L, 3L, 4L, 5L, 7L, 8L, 9L, 11L, 12L, 16L, 18L, 19L, 20L, 23L, 24L, 25L, 26L, 27L, 29L, 32L, 34L, 40L, 41L);

    private LinuxDrivers() { }

    /** Whether Linux drives virtio's device of this number. */
    public static boolean hasVirtio(long id) {
        return VIRTIO.contains(id);
    }
}
