// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.cli.project.Profiles;

class NewCommandTest {
    @TempDir
    Path dir;

    private record Run(int status, String out, String err) { }

    static Stream<String> profiles() throws IOException {
        return Profiles.installed().all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyProfileCompilesWithoutAWarningAndLacksNothing(String profile) throws IOException {
        Path project = dir.resolve("mine");
        assertThat(run("new", "air_quality", "--profile", profile, "--package", "acme.lab.air", "--dir", project.toString()).status()).isZero();
        Path kernel = project.resolve("src/main/kernel/air_quality");
        String[] arguments = {"generate", project.resolve("src/main/vbus").toString(), "--out", dir.resolve("out").toString(), "--werror", "--ops",
            "air_quality=" + kernel};
        Run run = run(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).as("functions that its C files lack").hasSize(1);
        assertThat(run("format", "--check", project.resolve("src/main/vbus").toString()).status()).isZero();
        assertThat(dir.resolve("out/include/uapi/acme/lab/air.h")).exists();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyProfileHasWhatItsReadmeAndTryNeed(String profile) throws IOException {
        Path project = dir.resolve("mine");
        run("new", "sensor", "--profile", profile, "--package", "acme.sensor", "--dir", project.toString());
        for (String file : new String[] {"README.md", "Makefile", "pom.xml", "try.sh", ".gitignore", "src/main/vbus/sensor.vbus",
            "src/main/java/acme/sensor/SensorReader.java", "src/test/java/acme/sensor/SensorReaderTest.java"}) {
            assertThat(project.resolve(file)).isNotEmptyFile();
        }
        // the reader has a bus in the process with a device in Java, or the kernel's driver
        boolean simulated = !Files.readString(project.resolve("try.sh")).contains("\nthrough=driver\n");
        assertThat(Files.exists(project.resolve("src/test/java/acme/sensor/SimulatedSensor.java"))).isEqualTo(simulated);
        assertThat(project.resolve("try.sh")).content().contains("\nreader=acme.sensor.SensorReader\n", simulated ? "\nsimulation=acme.sensor.SimulatedSensor\n" : "");
        assertThat(project.resolve("src/main/vbus/sensor.vbus")).content().contains("\"acme-sensor").doesNotContain("@name@");
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path file = Files.writeString(dir.resolve("README.md"), "mine");
        Run run = run("new", "sensor", "--dir", dir.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(dir + " is there already", "nothing is written over");
        assertThat(file).hasContent("mine");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void anEmptyFolderIsTaken() {
        assertThat(run("new", "sensor", "--dir", dir.toString()).status()).isZero();
        assertThat(dir.resolve("try.sh")).exists();
    }

    @Test
    void theNextCommandIsOneForAShell() {
        Path folder = dir.resolve("it's mine");
        assertThat(run("new", "sensor", "--dir", folder.toString()).out()).endsWith("next: vbusc try --once '" + dir + "/it'\\''s mine'\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Sensor            | acme.a    | small letter",
        "9lives            | acme.a    | small letter",
        "a-b               | acme.a    | small letter",
        "''                | acme.a    | small letter",
        "a__b              | acme.a    | single underscores",
        "a_                | acme.a    | single underscores",
        "int               | acme.a    | C's own",
        "synchronized      | acme.a    | Java's own",
        "vbus_mine         | acme.a    | none of the bus itself",
        "venet             | acme.a    | none of the bus itself",
        "a12345678901234567890123456789012345678901234567890 | acme.a | at most 48 letters",
        "sensor            | acme      | two words",
        "sensor            | acme.     | small letter",
        "sensor            | Acme.a    | small letter",
        "sensor            | acme.for  | `for`",
        "sensor            | acme.enum | `enum`",
        "sensor            | java.a    | have owners",
        "sensor            | org.vbus.a | have owners",
    })
    void aWrongNameIsRefusedWithItsRule(String name, String pack, String rule) {
        Run run = run("new", name, "--package", pack, "--dir", dir.resolve("new").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("vbusc: ").contains(rule).hasLineCount(1);
        assertThat(dir.resolve("new")).doesNotExist();
    }

    @Test
    void anUnknownProfileSaysWhichThereAre() {
        Run run = run("new", "sensor", "--profile", "block", "--dir", dir.resolve("new").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no profile `block`", "raw", "net");
        assertThat(dir.resolve("new")).doesNotExist();
        assertThat(run("new", "--list").out()).contains("raw", "net");
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), Style.PLAIN, arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
