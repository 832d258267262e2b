// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Virtio;
import org.vbus.model.expr.ExprText;

/**
 * The specs of devices that Linux has drivers for, against the headers of Linux that are installed and against the virtio specification: every number, every struct, in both
 * directions. What one has and another has not stands in a list, with the reason; a list that names what is there fails too.
 */
@Needs("check")
class VirtioIT {
    private static final List<String> NAMES = List.of("virtio_net", "virtio_blk", "virtio_console", "virtio_rng");

    private static SpecSet load(Path... specs) throws IOException, InterruptedException {
        Outcome outcome = new Compiler().generate(new Request(List.of(specs), List.of()), Backends.installed().select(Set.of("c")), Home.work("virtio/out"));
        assertThat(outcome.failed()).as(outcome.diagnostics().toString()).isFalse();
        return outcome.specs().orElseThrow();
    }

    private static SpecSet all() throws IOException, InterruptedException {
        return load(NAMES.stream().map(name -> Home.SPECS.resolve(name)).toArray(Path[]::new));
    }

    private static Spec spec(SpecSet specs, String name) {
        return specs.spec("linux." + name).orElseThrow();
    }

    /** Those of programs, and of each kernel tree. */
    private static List<LinuxHeader> headers(String name) throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>(List.of(Path.of("/usr/include")));
        try (Stream<Path> trees = Files.list(Path.of("/usr/src"))) {
            trees.filter(tree -> tree.getFileName().toString().matches("linux-headers-.*-common")).sorted().forEach(tree -> folders.add(tree.resolve("include/uapi")));
        }
        assertThat(folders).as("6.1 and 6.12 beside the one of programs").hasSizeGreaterThanOrEqualTo(3);
        List<LinuxHeader> headers = new ArrayList<>();
        for (Path folder : folders) {
            headers.add(LinuxHeader.read(folder.resolve("linux/" + name + ".h")));
        }
        return headers;
    }

    @TestFactory
    List<DynamicTest> linuxAgrees() throws IOException, InterruptedException {
        SpecSet specs = all();
        return NAMES.stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            VirtioAgreement agreement = new VirtioAgreement(specs, spec(specs, name));
            int compared = 0;
            for (LinuxHeader header : headers(name)) {
                assertThat(agreement.differences(header)).isEmpty();
                compared += header.numbers().size() + header.structs().size();
            }
            assertThat(compared).isGreaterThanOrEqualTo(name.equals("virtio_rng") ? 0 : 30);
        })).toList();
    }

    @Test
    void whatOnlyOneSideHasIsNamedWithAReasonAndIsOnlyThere() throws IOException, InterruptedException {
        SpecSet specs = all();
        Set<String> used = new HashSet<>();
        Set<String> onlyHere = new TreeSet<>();
        for (String name : NAMES) {
            VirtioAgreement agreement = new VirtioAgreement(specs, spec(specs, name));
            List<LinuxHeader> headers = headers(name);
            headers.forEach(agreement::differences);
            used.addAll(agreement.used());
            onlyHere.addAll(agreement.onlyInTheSpec(headers));
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(list("linux-only.txt"));
        assertThat(onlyHere).containsExactlyInAnyOrderElementsOf(list("spec-only.txt"));
    }

    /** What lies inside a member of a struct, which pahole shows in another form. */
    @Test
    void membersOfMembersAreWhereLinuxHasThem() throws IOException, InterruptedException {
        SpecSet specs = all();
        int compared = 0;
        for (String name : NAMES) {
            StringBuilder unit = new StringBuilder("#include <linux/" + name + ".h>\n");
            for (Blocks.Block block : Blocks.of(specs, spec(specs, name))) {
                for (Blocks.Place place : block.places(org.vbus.model.layout.AbiClass.LP64)) {
                    if (place.path().contains(".") && !place.path().contains("__")) {
                        unit.append("_Static_assert(__builtin_offsetof(struct ").append(block.tag()).append(", ").append(place.path()).append(") == ")
                                .append(place.offset()).append(", \"").append(place.path()).append("\");\n");
                        compared++;
                    }
                }
            }
            Command.of("gcc", "-fsyntax-only", Files.writeString(Home.work("virtio").resolve(name + "-inner.c"), unit)).run().succeeded();
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    @Test
    void idsAreThoseOfLinux() throws IOException, InterruptedException {
        StringBuilder unit = new StringBuilder("#include <linux/virtio_ids.h>\n");
        for (Spec spec : all().requestedSpecs()) {
            for (Device device : spec.devices()) {
                Map.Entry<String, Long> id = VirtioAgreement.id(device);
                unit.append("_Static_assert(").append(id.getKey()).append(" == ").append(id.getValue()).append(", \"").append(id.getKey()).append("\");\n");
            }
        }
        assertThat(unit.toString().lines()).hasSize(5);
        Command.of("gcc", "-fsyntax-only", Files.writeString(Home.work("virtio").resolve("ids.c"), unit)).run().succeeded();
    }

    @Test
    void theSpecificationAgrees() throws IOException, InterruptedException {
        Set<String> stated = new TreeSet<>();
        Set<String> leftOut = new HashSet<>();
        Map<String, String> ours = new HashMap<>();
        for (String line : Files.readAllLines(Home.ROOT.resolve("it/src/test/resources/virtio/specification.txt"))) {
            if (line.startsWith("not ")) {
                assertThat(line).contains(": ");
                leftOut.add(line.substring(4, line.indexOf(": ")));
            } else if (line.startsWith("ours ")) {
                String[] words = line.substring(5, line.indexOf(": ")).split(" ", 3);
                ours.put(words[0] + " " + words[1], words[2]);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                stated.add(line);
            }
        }
        Set<String> said = new TreeSet<>();
        for (Spec spec : all().requestedSpecs()) {
            for (Device device : spec.devices()) {
                facts(device, ours, said);
            }
        }
        assertThat(ours).as("named as ours, and not there").isEmpty();
        assertThat(said).containsExactlyInAnyOrderElementsOf(stated).doesNotContainAnyElementsOf(leftOut);
    }

    private static void facts(Device device, Map<String, String> ours, Set<String> said) {
        Virtio virtio = device.virtio().orElseThrow();
        said.add("device " + device.name() + " " + virtio.id());
        virtio.queues().forEach(queue -> said.add("queue " + device.name() + " " + queue.name() + " " + ExprText.of(queue.number())));
        for (FeatureGroup group : device.features()) {
            for (FeatureGroup.Bit bit : group.bits()) {
                String requires = bit.requires().map(ExprText::of).orElse("").replace("F.", "");
                String more = ours.get(device.name() + " " + bit.name());
                if (more != null && more.equals(requires)) {
                    ours.remove(device.name() + " " + bit.name());
                    // of what is required here the specification has the part before `and`, or nothing
                    requires = requires.contains(" and ") ? requires.substring(0, requires.indexOf(" and ")) : "";
                }
                said.add("feature " + device.name() + " " + bit.bit() + " " + bit.name() + (requires.isEmpty() ? "" : " requires " + requires));
            }
        }
    }

    /** One number changed, and the comparison says so; one of each kind of number. */
    @TestFactory
    List<DynamicTest> aChangedNumberIsFound() throws IOException, InterruptedException {
        return Stream.of(List.of("virtio_net", "MTU = 3", "MTU = 4"), List.of("virtio_net", "ANNOUNCE = 1", "ANNOUNCE = 2"),
                List.of("virtio_net", "TCPV6 = 4", "TCPV6 = 6"), List.of("virtio_net", "UDP_EX = 8", "UDP_EX = 9"),
                List.of("virtio_net", "VLAN_DEL           = 2, 1", "VLAN_DEL           = 2, 2"), List.of("virtio_net", "VLAN_ADD           = 2, 0", "VLAN_ADD           = 7, 0"),
                List.of("virtio_net", "rx_max_packets : le32", "rx_max_packets : virtio32"), List.of("virtio_net", "max_tx_vq       : le16", "max_tx_vq       : be16"),
                List.of("virtio_blk", "SECURE_ERASE = 16", "SECURE_ERASE = 18"), List.of("virtio_blk", "VIRTIO_BLK_ID_BYTES : u32 = 20", "VIRTIO_BLK_ID_BYTES : u32 = 21"),
                List.of("virtio_blk", "UNSUPP = 2", "UNSUPP = 9"), List.of("virtio_console", "PORT_NAME = 7", "PORT_NAME = 8"),
                List.of("virtio_console", "0xffffffff", "0xfffffffe"), List.of("virtio_console", "EMERG_WRITE = 2", "EMERG_WRITE = 3"))
                .map(change -> DynamicTest.dynamicTest(change.get(1) + " to " + change.get(2), () -> {
                    String name = change.get(0);
                    String text = Files.readString(Home.SPECS.resolve(name).resolve(name + ".vbus"));
                    String changed = text.replace(change.get(1), change.get(2));
                    assertThat(changed).isNotEqualTo(text);
                    Path file = Files.writeString(Home.work("virtio/changed").resolve(name + ".vbus"), changed);
                    SpecSet specs = load(file);
                    List<String> found = new ArrayList<>();
                    for (LinuxHeader header : headers(name)) {
                        found.addAll(new VirtioAgreement(specs, spec(specs, name)).differences(header));
                    }
                    assertThat(found).isNotEmpty();
                })).toList();
    }

    private static List<String> list(String name) throws IOException {
        return Files.readAllLines(Home.ROOT.resolve("it/src/test/resources/virtio").resolve(name)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.substring(0, line.indexOf(':'))).toList();
    }
}
