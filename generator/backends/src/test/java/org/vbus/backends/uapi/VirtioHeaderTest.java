// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Headers of devices of the virtio specification. That they agree with Linux's own is {@code VirtioIT}. */
class VirtioHeaderTest {
    private final Map<String, String> files = Gcc.generated(new UapiBackend());

    @Test
    void whatIsConstantHasAName() {
        String header = files.get("include/uapi/vbus/linux/virtio_net.h");
        assertThat(header).contains("#include <linux/virtio_types.h>", "#define VIRTIO_NET_VIRTIO_ID 1", "#define VIRTIO_NET_F_SPEED_DUPLEX 63",
                "#define VIRTIO_NET_HDR_GSO_ECN (1U << 7)", "#define VIRTIO_NET_REQ_MQ_VQ_PAIRS_SET_CLASS 4", "__virtio16 max_virtqueue_pairs;",
                "__attribute__((packed))");
        assertThat(header).doesNotContain("GROUP", "DEVICE_TYPE", "ABI_HASH", "VIRTIO_NET_VQ_");
    }

    @Test
    void aHeaderOfLinuxIsNotShadowed() {
        assertThat(files).containsKeys("include/uapi/vbus/linux/virtio_net.h", "include/uapi/vbus/linux/virtio_blk.h", "include/uapi/vbus/linux/virtio_console.h",
                "include/uapi/vbus/linux/virtio_rng.h");
        assertThat(files.keySet()).noneMatch(path -> path.matches("include/uapi/linux/virtio_(net|blk|console|rng)\\.h"));
    }

    /** Only the fields that tell requests apart have numbers. */
    @Test
    void aRequestIsToldByItsSelector() {
        assertThat(files.get("include/uapi/vbus/linux/virtio_blk.h")).contains("#define VIRTIO_BLK_REQ_DISCARD_TYPE 11").doesNotContain("_IOPRIO", "_SECTOR ");
    }
}
