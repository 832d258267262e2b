// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.policy.Decisions;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.Rules;

/** What was released of real interfaces, step by step: all that is found, and that it is what broke in fact. */
class HistoriesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final List<String> EVERYWHERE = List.of("32", "32", "28", "26");

    static Stream<String> histories() throws IOException {
        try (Stream<Path> folders = Files.list(folder())) {
            return folders.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("generator/compat"))) {
            here = here.getParent();
        }
        return here.resolve("generator/compat/src/test/resources/histories");
    }

    @ParameterizedTest
    @MethodSource("histories")
    void findsThisAndNothingElse(String history) throws IOException {
        List<String> steps = steps(history);
        assertThat(steps).hasSizeGreaterThan(1);
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (int i = 0; i + 1 < steps.size(); i++) {
            found.put(steps.get(i) + " to " + steps.get(i + 1), lines(found(history, steps.get(i), steps.get(i + 1))));
            found.put(steps.get(i + 1) + " to " + steps.get(i), lines(found(history, steps.get(i + 1), steps.get(i))));
        }
        assertThat(found).isEqualTo(expected(history));
    }

    @Test
    void oneRingHadThreeLayoutsUnderOneNumber() throws IOException {
        assertThat(sizes("ioq", "1-native", "ioq_ring_desc")).isEqualTo(EVERYWHERE);
        assertThat(sizes("ioq", "2-little", "ioq_ring_desc")).isEqualTo(EVERYWHERE);
        assertThat(sizes("ioq", "2-little", "ioq_ring_head")).containsExactly("88", "88", "80", "80");
        assertThat(sizes("ioq", "3-aligned", "ioq_ring_desc")).containsExactly("32");
        assertThat(sizes("ioq", "3-aligned", "ioq_ring_head")).containsExactly("88");
        assertThat(one("ioq", "1-native", "2-little", "FIELD_ENDIAN_CHANGED", "struct ioq_ring_head, field magic").message()).contains("little-endian, was native-endian");
        Finding size = one("ioq", "2-little", "3-aligned", "STRUCT_SIZE_CHANGED", "struct ioq_ring_desc");
        assertThat(size.message()).contains("on i386-like ones (ILP32_ALIGN4) 32, was 28").doesNotContain("64-bit");
        assertThat(one("ioq", "2-little", "3-aligned", "STRUCT_SIZE_CHANGED", "struct ioq_ring_head").message()).contains("(ILP32_ALIGN4)").contains("88, was 80");
        for (List<String> step : List.of(List.of("1-native", "2-little"), List.of("2-little", "3-aligned"), List.of("2-little", "1-native"))) {
            Finding bump = one("ioq", step.get(0), step.get(1), "RING_VERSION_NOT_BUMPED", "version IOQ_RING_VER");
            assertThat(bump.message()).contains("is 4 and must be at least 5");
            assertThat(bump.counts(Severity.ERROR)).isTrue();
        }
    }

    @Test
    void aBlockLostItsHandleUnderOneNumberAndIsNumberedAnewUnderAnother() throws IOException {
        assertThat(sizes("vbus_pci", "1-handle", "vbus_pci_deviceshm")).containsExactly("56", "56", "52", "52");
        assertThat(sizes("vbus_pci", "2-no-handle", "vbus_pci_deviceshm")).containsExactly("48", "48", "44", "44");
        assertThat(one("vbus_pci", "1-handle", "2-no-handle", "ABI_VERSION_NOT_BUMPED", "version VBUS_PCI_ABI_VERSION").message()).contains("is 1 and must be at least 2");
        List<Finding> renumbered = found("vbus_pci", "2-no-handle", "3-renumbered");
        assertThat(renumbered).extracting(Finding::rule).doesNotContain("ABI_VERSION_NOT_BUMPED");
        assertThat(renumbered).filteredOn(finding -> List.of("VERB_NUMBER_CHANGED", "ENUM_VALUE_CHANGED").contains(finding.rule())).hasSize(8)
                .allMatch(finding -> finding.severity() == Severity.ERROR && finding.released().orElse("").contains("VBUS_PCI_ABI_VERSION went from 1 to 2"));
        assertThat(one("vbus_pci", "2-no-handle", "3-renumbered", "VERB_NUMBER_CHANGED", "device vbus_pci, call DEVOPEN")).extracting(Finding::was, Finding::is)
                .containsExactly("2", "0");
        // what is left: who still runs the older number is not served any more
        assertThat(renumbered).filteredOn(finding -> finding.counts(Severity.WARNING)).extracting(Finding::rule).containsExactly("MIN_SUPPORTED_RAISED");
    }

    @Test
    void whatWasNegotiatedBreaksNobodyAndWhatWasNotDoes() throws IOException {
        for (List<String> step : List.of(List.of("1-flat", "2-sg"), List.of("2-sg", "3-pmtd"), List.of("3-pmtd", "4-events"))) {
            assertThat(found("venet", step.get(0), step.get(1))).isNotEmpty().allMatch(finding -> finding.severity() == Severity.NOTE && finding.breaks().isEmpty()
                    && finding.on(Axis.WIRE) != Axis.Effect.BREAK && finding.on(Axis.BEHAVIOUR) != Axis.Effect.BREAK);
        }
        assertThat(sizes("venet", "4-events", "venet_iov")).containsExactly("16", "16", "12", "12");
        assertThat(sizes("venet", "4-events", "venet_sg")).containsExactly("48", "48", "44", "44");
        assertThat(one("venet", "4-events", "5-aligned", "STRUCT_SIZE_CHANGED", "struct venet_iov").message()).contains("(ILP32_ALIGN4)").contains("16, was 12");
        assertThat(one("venet", "4-events", "5-aligned", "STRUCT_SIZE_CHANGED", "struct venet_sg").message()).contains("(ILP32_ALIGN4)").contains("48, was 44");
        assertThat(one("venet", "4-events", "5-aligned", "ABI_VERSION_NOT_BUMPED", "version VENET_VERSION").message()).contains("is 1 and must be at least 2");
    }

    @Test
    void anEventThatNobodyAskedForHitsOldDrivers() throws IOException {
        Finding added = one("venet_event", "1-linkstate", "2-txc", "ENUM_VALUE_ADDED_CLOSED", "enum venet_event_id, literal TXC");
        assertThat(added.severity()).isEqualTo(Severity.DANGER);
        assertThat(added.breaks()).containsExactly(Deployment.OLD_DRIVER);
    }

    @Test
    void aHoleCannotBeFilledInPlaceAndASecondMessageCan() throws IOException {
        assertThat(found("vhost_msg", "1-hole", "2-v2")).allMatch(finding -> finding.severity() == Severity.NOTE);
        String hole = text("vhost_msg", "1-hole");
        List<Finding> inPlace = decided(Specs.abi(hole), Specs.abi(hole.replace("struct vhost_msg {", "struct vhost_msg align 8 {")));
        assertThat(inPlace).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("STRUCT_SIZE_CHANGED");
            assertThat(finding.message()).contains("(ILP32_ALIGN4)").contains("72, was 68");
        });
        assertThat(sizes("vduse", "1-bare", "vduse_iova_range_v2")).containsExactly("24", "24", "20", "20");
        assertThat(one("vduse", "1-bare", "2-padded", "IOCTL_SIZE_ENCODED_CHANGED", "chardev vduse, ioctl GET_INFO").severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void aConfigurationSpaceThatIsTooLarge() throws IOException {
        Finding grown = one("virtio_iommu", "1-specification", "2-too-large", "STRUCT_SIZE_CHANGED", "struct virtio_iommu_config");
        assertThat(grown.severity()).isEqualTo(Severity.ERROR);
        assertThat(grown.message()).contains("44, was 40");
    }

    private static List<Finding> found(String history, String older, String newer) throws IOException {
        return decided(Specs.abi(text(history, older)), Specs.abi(text(history, newer)));
    }

    private static List<Finding> decided(Abi older, Abi newer) {
        Comparison comparison = Comparison.of(older, newer);
        return Decisions.apply(comparison, new Judge(Rules.all()).judge(comparison).all(), Policy.NONE, TODAY);
    }

    private static Finding one(String history, String older, String newer, String rule, String path) throws IOException {
        List<Finding> those = found(history, older, newer).stream().filter(finding -> finding.rule().equals(rule) && finding.path().equals(path)).toList();
        assertThat(those).as(rule + " " + path).hasSize(1);
        return those.get(0);
    }

    private static List<String> sizes(String history, String step, String struct) throws IOException {
        return Specs.abi(text(history, step)).specs().stream().flatMap(spec -> spec.children(Kind.STRUCT)).filter(element -> element.name().equals(struct))
                .map((Element element) -> element.all(Fact.SIZE)).findFirst().orElseThrow();
    }

    private static List<String> steps(String history) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(history))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".vbus")).map(name -> name.replace(".vbus", "")).sorted().toList();
        }
    }

    /** Without what stands before the package: the text of several specs is cut there. */
    private static String text(String history, String step) throws IOException {
        String text = Files.readString(folder().resolve(history).resolve(step + ".vbus"));
        return text.substring(text.indexOf("\npackage ") + 1);
    }

    private static Map<String, List<String>> expected(String history) throws IOException {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        List<String> part = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve(history).resolve("findings.txt"))) {
            if (line.startsWith("== ")) {
                part = new ArrayList<>();
                parts.put(line.substring(3), part);
            } else if (!line.isBlank()) {
                part.add(line);
            }
        }
        return parts;
    }

    private static List<String> lines(List<Finding> found) {
        return found.stream().map(finding -> {
            String hit = finding.breaks().stream().map(Deployment::code).collect(Collectors.joining(","));
            return finding.rule() + " " + finding.severity() + finding.released().map(reason -> " released").orElse("") + " " + (hit.isEmpty() ? "-" : hit)
                    + " " + finding.path() + (finding.was().startsWith("at least") ? ": " + finding.was() : "");
        }).sorted().toList();
    }
}
