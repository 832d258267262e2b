// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vbus.compat.Specs;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.layout.FieldEndianChanged;

/** Who works with whom, for edits of one small device. */
class MatrixTest {
    private static final String DEVICE = """
            package acme.sensor
            import linux.ioq.*
            version SENSOR_VERSION : u32 = %s covers sensor
            struct sample size 16 { time : u64   value : %s   flags : u32 }
            device %s "%s" version SENSOR_VERSION {
                features F = 0 as SENSOR_CAP_ via NEGCAP { %s }
                ring samples = 0 : ioq device -> driver depth 2..64 default 16 (out s : sample)
                call NEGCAP = 0 (inout bits : u64)
                %s
            }
            """;

    private static String spec(int version, String order, String features, String calls) {
        return DEVICE.formatted(version, order, "sensor", "acme-sensor", features, calls);
    }

    private static List<Finding> endian(Comparison comparison) {
        return new Judge(List.of(new FieldEndianChanged())).judge(comparison).all();
    }

    private static Matrix matrix(Function<Comparison, List<Finding>> judge, String... texts) {
        return Matrices.of(IntStream.range(0, texts.length).mapToObj(i -> new Release("v" + (i + 1), Specs.abi(texts[i]))).toList(), judge);
    }

    /** {@code driver device feature outcome}, for what is not the same release on both sides. */
    private static List<String> cells(Matrix matrix, String subject) {
        return matrix.cells().stream().filter(cell -> cell.subject().equals(subject) && !cell.driver().equals(cell.device()))
                .map(cell -> cell.driver() + " " + cell.device() + " " + cell.feature().orElse("-") + " " + cell.outcome()).toList();
    }

    private static List<String> cells(Matrix matrix) {
        return cells(matrix, "device acme.sensor.sensor");
    }

    private static String reason(Matrix matrix, String driver, String device, String feature) {
        return matrix.of("device acme.sensor.sensor", driver, device).filter(cell -> cell.feature().orElse("-").equals(feature)).findFirst().orElseThrow().reason();
    }

    @Test
    void releasesWorkWithThemselves() {
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "A = 0", ""), spec(1, "le32", "A = 0", ""));
        assertThat(matrix.cells()).filteredOn(cell -> cell.driver().equals(cell.device())).hasSize(4).allMatch(cell -> cell.outcome() == Outcome.WORKS);
    }

    @Test
    void additiveFeature() {
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "A = 0", ""), spec(1, "u32", "A = 0 B = 1 requires A", "call TUNE = 1 (in x : le32) if B"));
        assertThat(cells(matrix)).containsExactly("v1 v2 - WORKS", "v1 v2 F.A WORKS", "v1 v2 F.B DEGRADED", "v2 v1 - WORKS", "v2 v1 F.A WORKS", "v2 v1 F.B DEGRADED");
        assertThat(reason(matrix, "v1", "v2", "F.B")).isEqualTo("the driver of v1 does not know F.B, so it is not granted");
        assertThat(reason(matrix, "v2", "v1", "F.B")).isEqualTo("the device of v1 does not know F.B, so it is not granted");
        assertThat(matrix.of("device acme.sensor.sensor", "v2", "v2").filter(cell -> cell.feature().isPresent()).map(Cell::negotiated))
                .containsExactly(List.of("F.A"), List.of("F.A", "F.B"));
    }

    @Test
    void newGroup() {
        String old = spec(1, "u32", "A = 0", "");
        Matrix matrix = matrix(MatrixTest::endian, old, old.replace("ring samples", "features G = 1 as SENSOR_CAP2_ via NEGCAP { N = 0 }\n    ring samples"));
        assertThat(cells(matrix)).contains("v2 v1 G.N DEGRADED", "v1 v2 G.N DEGRADED", "v2 v1 - WORKS");
    }

    @Test
    void layoutBreakWithoutBump() {
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "A = 0", ""), spec(1, "le32", "A = 0", ""));
        assertThat(cells(matrix)).containsExactly("v1 v2 - CORRUPTS", "v1 v2 F.A CORRUPTS", "v2 v1 - CORRUPTS", "v2 v1 F.A CORRUPTS");
        assertThat(reason(matrix, "v1", "v2", "-")).isEqualTo("FIELD_ENDIAN_CHANGED at struct sample, field value");
    }

    @Test
    void breakWithBump() {
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "A = 0", ""), spec(2, "le32", "A = 0", ""));
        assertThat(cells(matrix)).containsExactly("v1 v2 - REFUSES", "v1 v2 F.A REFUSES", "v2 v1 - REFUSES", "v2 v1 F.A REFUSES");
        assertThat(reason(matrix, "v1", "v2", "-")).isEqualTo("the driver opens it in version 1, the device serves 2");
    }

    @Test
    void oneDirectionOnly() {
        Function<Comparison, List<Finding>> judge = comparison -> List.of(Finding.about("SOMETHING", Severity.ERROR, comparison.matched(Kind.STRUCT)
                .filter(pair -> pair.name().equals("sample")).findFirst().orElseThrow()).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER).says("x").instead("y"));
        Matrix matrix = matrix(judge, spec(1, "u32", "A = 0", ""), spec(1, "u32", "A = 0", ""));
        assertThat(cells(matrix)).containsExactly("v1 v2 - CORRUPTS", "v1 v2 F.A CORRUPTS", "v2 v1 - WORKS", "v2 v1 F.A WORKS");
    }

    @Test
    void whatIsReleasedOnPaperStillCorrupts() {
        Matrix matrix = matrix(comparison -> endian(comparison).stream().map(finding -> finding.releasedBy("accepted by somebody")).toList(),
                spec(1, "u32", "A = 0", ""), spec(1, "le32", "A = 0", ""));
        assertThat(cells(matrix)).contains("v1 v2 - CORRUPTS");
    }

    @Test
    void sourceAndDangerAreNoCorruption() {
        Function<Comparison, List<Finding>> judge = comparison -> {
            List<Finding> found = new ArrayList<>();
            comparison.matched(Kind.STRUCT).filter(pair -> pair.name().equals("sample")).forEach(pair -> {
                found.add(Finding.about("NAMES", Severity.ERROR, pair).breaks(Axis.SOURCE).inAll().says("x").instead("y"));
                found.add(Finding.about("CARE", Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).inAll().says("x").instead("y"));
            });
            return found;
        };
        Matrix matrix = matrix(judge, spec(1, "u32", "A = 0", ""), spec(1, "u32", "A = 0", ""));
        assertThat(cells(matrix)).allMatch(cell -> cell.endsWith("WORKS"));
        assertThat(reason(matrix, "v1", "v2", "-")).isEqualTo("look at CARE at struct sample (danger)");
    }

    @Test
    void deviceRenamed() {
        String old = spec(1, "u32", "A = 0", "");
        assertThat(cells(matrix(MatrixTest::endian, old, DEVICE.formatted(1, "u32", "probe", "acme-sensor", "A = 0", "").replace("covers sensor", "covers probe")),
                "device acme.sensor.probe")).containsExactly("v1 v2 - WORKS", "v1 v2 F.A WORKS", "v2 v1 - WORKS", "v2 v1 F.A WORKS");
        Matrix matrix = matrix(MatrixTest::endian, old, DEVICE.formatted(1, "u32", "sensor", "acme-probe", "A = 0", ""));
        assertThat(cells(matrix)).allMatch(cell -> cell.endsWith("REFUSES"));
        assertThat(reason(matrix, "v1", "v2", "-")).isEqualTo("the type strings differ: `acme-sensor` and `acme-probe`, so the driver is not bound");
    }

    @Test
    void deviceAdded() {
        String two = spec(1, "u32", "A = 0", "") + "device other \"acme-other\" { call GO = 0 }\n";
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "A = 0", ""), two);
        assertThat(cells(matrix, "device acme.sensor.other")).containsExactly("v2 v1 - REFUSES");
    }

    @Test
    void featureRemoved() {
        Function<Comparison, List<Finding>> judge = comparison -> comparison.removed(Kind.FEATURE)
                .map(pair -> Finding.about("FEATURE_BIT_REMOVED", Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Deployment.OLD_DRIVER).says("x").instead("y")).toList();
        Matrix matrix = matrix(judge, spec(1, "u32", "A = 0 B = 1", ""), spec(1, "u32", "A = 0", ""));
        assertThat(cells(matrix)).containsExactly("v1 v2 - WORKS", "v1 v2 F.A WORKS", "v1 v2 F.B DEGRADED", "v2 v1 - WORKS", "v2 v1 F.A WORKS", "v2 v1 F.B DEGRADED");
    }

    @Test
    void bitGivenToAnother() {
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "A = 0 OLDTHING = 1", ""), spec(1, "u32", "A = 0 fresh = 1", "call TUNE = 1 (in x : le32) if fresh"));
        assertThat(cells(matrix)).filteredOn(cell -> cell.contains("F.fresh") || cell.contains("F.OLDTHING"))
                .allMatch(cell -> cell.endsWith("CORRUPTS") || cell.endsWith("DEGRADED")).anyMatch(cell -> cell.equals("v1 v2 F.OLDTHING CORRUPTS"));
        assertThat(reason(matrix, "v1", "v2", "F.OLDTHING")).isEqualTo("the driver asks for F.OLDTHING by the bit that is F.fresh to the device");
    }

    @Test
    void gatedCallChanged() {
        String call = "call TUNE = 1 (in x : %s) if %s";
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "A = 0 B = 1", call.formatted("u32", "B")), spec(1, "u32", "A = 0 B = 1", call.formatted("le32", "B")));
        assertThat(cells(matrix)).containsExactly("v1 v2 - WORKS", "v1 v2 F.A WORKS", "v1 v2 F.B CORRUPTS", "v2 v1 - WORKS", "v2 v1 F.A WORKS", "v2 v1 F.B CORRUPTS");
        assertThat(reason(matrix, "v1", "v2", "F.B")).isEqualTo("FIELD_ENDIAN_CHANGED at device sensor, call TUNE, argument x");
        // the older has no such feature to grant
        Matrix fresh = matrix(MatrixTest::endian, spec(1, "u32", "A = 0", call.formatted("u32", "A")), spec(1, "u32", "A = 0 B = 1", call.formatted("le32", "B")));
        assertThat(cells(fresh)).contains("v2 v1 F.B DEGRADED", "v2 v1 F.A CORRUPTS", "v1 v2 - WORKS");
    }

    @Test
    void typeBehindAFeature() {
        String old = "struct extra size 4 { x : %s }\n" + spec(1, "u32", "A = 0", "call TUNE = 1 (in e : extra) if A");
        Matrix matrix = matrix(MatrixTest::endian, reordered(old.formatted("u32")), reordered(old.formatted("be32")));
        assertThat(cells(matrix)).containsExactly("v1 v2 - WORKS", "v1 v2 F.A CORRUPTS", "v2 v1 - WORKS", "v2 v1 F.A CORRUPTS");
    }

    /** The package first. */
    private static String reordered(String text) {
        int end = text.indexOf('\n');
        return text.substring(end + 1) + text.substring(0, end) + "\n";
    }

    @Test
    void raisedRingVersionIsRefused() {
        String ring = """
                package acme.ring
                version RING_VERSION : u32 = %s covers desc
                struct desc size 8 { len : %s   flag : u32 }
                """;
        Matrix silent = matrix(MatrixTest::endian, ring.formatted(1, "u32"), ring.formatted(1, "le32"));
        assertThat(cells(silent, "records of acme.ring")).containsExactly("v1 v2 - CORRUPTS", "v2 v1 - CORRUPTS");
        Matrix raised = matrix(MatrixTest::endian, ring.formatted(1, "u32"), ring.formatted(2, "le32"));
        assertThat(cells(raised, "records of acme.ring")).containsExactly("v1 v2 - REFUSES", "v2 v1 - REFUSES");
    }

    @Test
    void ioctlNumber() {
        String node = """
                package acme.node
                chardev probe "acme-probe" mode 0600 type 0xB7 {
                    ioctl GET = 1 (out value : %s)
                    ioctl SET = 2 (in value : %s)
                }
                """;
        Matrix matrix = matrix(MatrixTest::endian, node.formatted("u32", "u32"), node.formatted("u64", "u32"));
        assertThat(cells(matrix, "chardev acme.node.probe")).containsExactly("v1 v2 - REFUSES", "v2 v1 - REFUSES");
        assertThat(matrix.of("chardev acme.node.probe", "v1", "v2").findFirst().orElseThrow().reason()).isEqualTo("ioctl GET has a number that v2 does not know: ENOTTY");
        Matrix silent = matrix(MatrixTest::endian, node.formatted("u32", "u32"), node.formatted("u32", "le32"));
        assertThat(cells(silent, "chardev acme.node.probe")).containsExactly("v1 v2 - CORRUPTS", "v2 v1 - CORRUPTS");
        String added = node.formatted("u32", "u32");
        Matrix more = matrix(MatrixTest::endian, added.replace("    ioctl SET = 2 (in value : u32)\n", ""), added);
        assertThat(cells(more, "chardev acme.node.probe")).containsExactly("v1 v2 - WORKS", "v2 v1 - DEGRADED");
    }

    @Test
    void threeReleasesUseTheNewestNames() {
        String renamed = DEVICE.formatted(1, "u32", "probe", "acme-sensor", "AUTOMATIC = 0", "").replace("covers sensor", "covers probe");
        Matrix matrix = matrix(MatrixTest::endian, spec(1, "u32", "AUTO = 0", ""), spec(1, "u32", "AUTO = 0 B = 1", ""), renamed.replace("AUTOMATIC = 0", "AUTOMATIC = 0 B = 1"));
        assertThat(matrix.subjects()).containsExactly("device acme.sensor.probe");
        assertThat(matrix.releases()).containsExactly("v1", "v2", "v3");
        assertThat(matrix.cells()).extracting(cell -> cell.feature().orElse("-")).containsOnly("-", "F.AUTOMATIC", "F.B");
        assertThat(cells(matrix, "device acme.sensor.probe")).contains("v1 v3 F.B DEGRADED", "v3 v1 F.B DEGRADED", "v2 v3 F.B WORKS", "v3 v2 F.AUTOMATIC WORKS");
    }
}
