// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.backends.guest.GuestBackend;
import org.vbus.backends.host.HostBackend;
import org.vbus.backends.kbuild.KbuildBackend;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/** Kernel code of devices of virtio. That it builds and works is {@code VmIT}. */
class VirtioKernelTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path TALLY = ROOT.resolve("it/devices/tally/tally.vbus");

    @TempDir
    private Path folder;

    private static SpecSet load(Path... files) {
        Parsed parsed = FrontEnd.create().load(List.of(files), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        return parsed.specs();
    }

    private SpecSet with(Path spec, String more) throws IOException {
        return load(spec, Files.writeString(folder.resolve("more.vbus"), more));
    }

    @Test
    void bothHalvesOfADeviceThatLinuxDoesNotKnow() {
        SpecSet specs = load(TALLY);
        Map<String, String> host = Rendered.of(new HostBackend(), specs);
        Map<String, String> guest = Rendered.of(new GuestBackend(), specs);
        assertThat(host).containsOnlyKeys("devices/tally/tally_sheet_host.h", "devices/tally/tally_sheet_host.c");
        assertThat(guest).containsOnlyKeys("devices/tally/tally_guest.h", "devices/tally/tally_guest.c");
        assertThat(host.get("devices/tally/tally_sheet_host.c")).contains(".device_id = 62,", "if (!(bits & BIT_ULL(TALLY_F_EVENTS)))\n\t\t\tbits &= ~(u64)BIT_ULL(TALLY_F_LOUD);",
                "if (value < 1 || value > 100)\n\t\t\treturn vbus_refuse(\"config scale: scale in 1..100\");", "&vbus_virtio_attr_faults.attr,");
        assertThat(guest.get("devices/tally/tally_guest.c")).contains("{ TALLY_VIRTIO_ID, VIRTIO_DEV_ANY_ID },", "module_virtio_driver(tally_driver);");
        assertThat(Rendered.of(new KbuildBackend(), specs).get("devices/tally/Kconfig")).contains("depends on VBUS_VIRTIO\n", "depends on VIRTIO\n");
    }

    /** Only what the spec gives to the driver can be written by it. */
    @Test
    void oneFieldIsWritten() {
        String host = Rendered.of(new HostBackend(), load(TALLY)).get("devices/tally/tally_sheet_host.c");
        String set = host.substring(host.indexOf("tally_sheet_config_set("), host.indexOf("static void tally_sheet_status("));
        assertThat(set.split("\tcase ", -1)).hasSize(2);
        assertThat(set).contains("case 6: {", "default:\n\t\treturn -EPERM;");
    }

    @Test
    void aNewQueueAndANewRequestAreMissingUntilTheyAreWritten() throws IOException {
        String mine = Files.readString(TALLY.resolveSibling("ops/tally_sheet_ops.c"));
        assertThat(hostOf(load(TALLY)).missing(mine)).isEmpty();
        String text = Files.readString(TALLY).replace("    } with tally_head by op\n", "        request HALVE = 4 (out status : tally_status)\n    } with tally_head by op\n    queue log = 9 : device -> driver (out text : u8[])\n");
        SpecSet grown = load(Files.writeString(folder.resolve("tally.vbus"), text));
        assertThat(hostOf(grown).missing(mine)).extracting(Op::member)
                .containsExactly("request_work_halve", "queue_log_info", "queue_log_start", "queue_log_stop", "queue_log_run");
        assertThat(hostOf(grown).stubs(mine)).contains("static void sheet_request_work_halve(struct tally_sheet_queue *q, const struct tally_head *hdr)");
        assertThat(Rendered.of(new HostBackend(), grown).get("devices/tally/tally_sheet_host.h")).contains(".queue_log_run = prefix##_queue_log_run, \\");
    }

    private static OpsStubs hostOf(SpecSet specs) {
        Spec spec = specs.spec("acme.tally").orElseThrow();
        return OpsStubs.ofModel("tally_sheet", HostBackend.ops(specs, spec, spec.models().get(0)));
    }

    @Test
    void nothingIsMadeForTheGuestWhereLinuxHasADriver() throws IOException {
        SpecSet specs = with(ROOT.resolve("abi-specs/virtio_blk/virtio_blk.vbus"), """
                package acme.disk
                import linux.virtio_blk.*
                model disk_ram "acme-disk-ram" implements virtio_blk { }
                """);
        assertThat(new GuestBackend().obstacles(specs)).isEmpty();
        assertThat(Rendered.of(new GuestBackend(), specs)).isEmpty();
        assertThat(new HostBackend().obstacles(specs)).isEmpty();
        String header = Rendered.of(new HostBackend(), specs).get("devices/disk_ram/disk_ram_host.h");
        // Linux's own header, and what an older one lacks
        assertThat(header).contains("#include <linux/virtio_blk.h>", "#ifndef VIRTIO_BLK_F_ZONED\n#define VIRTIO_BLK_F_ZONED 17\n#endif",
                "disk_ram_config_set_zoned_model(struct disk_ram *dev, u8 value)", "disk_ram_config_set_capacity(struct disk_ram *dev, u64 value)");
    }
}
