// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.model.Spec;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;

/** The spec of virtio-net against the header that the kernel installs. */
class VirtioNetTest {
    private static final Pattern MACRO = Pattern.compile("(?m)^#define (VIRTIO_NET_(?:F|S|HDR_F|HDR_GSO)_\\w+) (.+)$");
    private static final Pattern LITERAL = Pattern.compile("(?m)^\t(VIRTIO_NET_HDR_GSO_\\w+) = (\\d+),$");
    /** A word that C++ keeps. */
    private static final List<String> NOT_IN_THE_HEADER = List.of("class_");

    @Test
    void namesNumbersAndLayoutsAreThoseOfTheKernel(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, String> files = Gcc.generated(new UapiBackend());
        String header = files.get("include/uapi/linux/virtio_net.h");
        StringBuilder unit = new StringBuilder("#include <linux/virtio_net.h>\n#include <stddef.h>\n");
        int compared = 0;
        for (Pattern pattern : List.of(MACRO, LITERAL)) {
            for (Matcher matcher = pattern.matcher(header); matcher.find();) {
                unit.append("#ifdef ").append(matcher.group(1)).append("\n_Static_assert(").append(matcher.group(1)).append(" == ")
                        .append(matcher.group(2)).append(", \"").append(matcher.group(1)).append("\");\n#endif\n");
                compared++;
            }
        }
        assertThat(compared).isEqualTo(38);
        Spec spec = Gcc.spec("virtio_net").specs().spec("linux.virtio_net").orElseThrow();
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Struct struct && !struct.name().equals("virtio_net_ctrl_mac") && !struct.name().equals("virtio_net_ctrl_mq")
                    || type.name().equals("virtio_net_ctrl_mq")) {
                NamedType.Struct found = (NamedType.Struct) type;
                unit.append("_Static_assert(sizeof(struct ").append(found.name()).append(") == ").append(found.layouts().lp64().size()).append(", \"size\");\n");
                for (int i = 0; i < found.body().members().size(); i++) {
                    if (found.body().members().get(i) instanceof Member.Field field && !NOT_IN_THE_HEADER.contains(field.name())) {
                        unit.append("_Static_assert(offsetof(struct ").append(found.name()).append(", ").append(field.name()).append(") == ")
                                .append(found.layouts().lp64().members().get(i).offset()).append(", \"").append(field.name()).append("\");\n");
                    }
                }
            }
        }
        Gcc.compiles(folder, Map.of(), unit.toString());
    }

    @Test
    void whatIsConstantHasAName() {
        String header = Gcc.generated(new UapiBackend()).get("include/uapi/linux/virtio_net.h");
        assertThat(header).contains("#include <linux/virtio_types.h>", "#define VIRTIO_NET_VIRTIO_ID 1", "#define VIRTIO_NET_F_SPEED_DUPLEX 63",
                "#define VIRTIO_NET_HDR_GSO_ECN (1U << 7)", "#define VIRTIO_NET_REQ_MQ_VQ_PAIRS_SET_CLASS 4", "__virtio16 max_virtqueue_pairs;",
                "__attribute__((packed))");
        assertThat(header).doesNotContain("GROUP", "DEVICE_TYPE", "ABI_HASH", "VIRTIO_NET_VQ_");
    }
}
