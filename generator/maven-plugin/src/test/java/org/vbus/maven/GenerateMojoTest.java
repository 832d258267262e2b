// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateMojoTest {
    private static final FileTime PAST = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final String POINT = "package acme.geo\nstruct point size 8 { x : u32  y : u32 }\n";

    @TempDir
    private Path dir;
    private Project project;

    @BeforeEach
    void make() {
        project = new Project(dir.resolve("project"));
    }

    @Test
    void aSecondRunTouchesNothing() throws Exception {
        project.file("src/main/vbus/geo.vbus", POINT);
        assertThat(generate().toString()).containsPattern("info vbus: \\d+ files written, 0 up to date, in ");
        assertThat(project.maven.getCompileSourceRoots()).containsExactly(out("generated-sources/vbus/java").toString());
        assertThat(project.maven.getResources()).singleElement().satisfies(one -> assertThat(one.getTargetPath()).isEqualTo("META-INF/vbus"));
        age();
        assertThat(generate().lines).singleElement().asString().startsWith("info vbus: up to date, found in 0.");
        assertThat(files()).isNotEmpty().allSatisfy(file -> assertThat(Files.getLastModifiedTime(file)).isEqualTo(PAST));
    }

    /** They do not compile without the API that they are written against. */
    @Test
    void clientsAreCompiledOnceThereIsABus() throws Exception {
        project.file("src/main/vbus/lamp.vbus", "package acme.lamp\ndevice lamp \"acme-lamp\" { call BLINK = 0 }\n");
        generate("only", List.of("java", "client"));
        assertThat(project.maven.getCompileSourceRoots()).containsExactly(out("generated-sources/vbus/java").toString());
        assertThat(out("generated-sources/vbus/client/acme/lamp/bus/LampClient.java")).exists();
        project.dependsOn("org.vbus", "vbus-bus", jar("package acme.lib\ntype tick : u32\n"));
        generate("only", List.of("java", "client"));
        assertThat(project.maven.getCompileSourceRoots()).contains(out("generated-sources/vbus/client").toString());
    }

    @Test
    void whatWasDeletedOrEditedIsMadeAgainAndNothingElse() throws Exception {
        project.file("src/main/vbus/geo.vbus", POINT);
        generate();
        String text = Files.readString(out("generated-sources/vbus/java/acme/geo/Point.java"));
        age();
        Files.delete(out("vbus/include/uapi/acme/geo.h"));
        Files.writeString(out("generated-sources/vbus/java/acme/geo/Point.java"), text + "// mine\n");
        assertThat(generate().toString()).contains("vbus: 2 files written, ");
        assertThat(out("generated-sources/vbus/java/acme/geo/Point.java")).hasContent(text);
        assertThat(out("vbus/include/uapi/acme/geo.h")).exists();
        assertThat(Files.getLastModifiedTime(out("vbus/include/layout/acme/geo.h"))).isEqualTo(PAST);
        assertThat(generate().toString()).contains("up to date, found");
    }

    @Test
    void whatIsNoLongerMadeIsDeleted() throws Exception {
        project.file("src/main/vbus/geo.vbus", POINT);
        Path other = project.file("src/main/vbus/far/far.vbus", "package acme.far\nstruct away size 4 { x : u32 }\n");
        generate();
        Path kept = Files.writeString(out("generated-sources/vbus/java/acme/geo/Mine.java"), "mine");
        Files.delete(other);
        assertThat(generate().toString()).contains(" deleted that are no longer made");
        assertThat(out("generated-sources/vbus/java/acme/far")).doesNotExist();
        assertThat(out("vbus/include/uapi/acme/far.h")).doesNotExist();
        assertThat(kept).exists();
        Files.delete(project.base.resolve("src/main/vbus/geo.vbus"));
        generate();
        assertThat(files()).containsExactly(kept);
    }

    @Test
    void everyInputCounts() throws Exception {
        Path jar = jar("package acme.lib\ntype tick : u32\n");
        project.dependsOn(jar);
        project.file("src/main/vbus/geo.vbus", "package acme.geo\nimport acme.lib.*\nstruct point size 8 { x : tick  y : u32 }\n");
        generate();
        assertThat(generate().toString()).contains("up to date, found");
        // the same spec in other bytes of a jar
        Files.delete(jar);
        jar("package acme.lib\ntype tick : u32\n", "other.txt");
        assertThat(generate().toString()).contains("up to date, found");
        // another spec
        jar("package acme.lib\ntype tick : s32\n");
        assertThat(generate().toString()).contains(" files written");
        // parameters
        assertThat(generate("only", List.of("c")).toString()).contains(" deleted that are no longer made");
        assertThat(generate("only", List.of("c")).toString()).contains("up to date, found");
        assertThat(out("vbus/Makefile")).doesNotExist();
        // a spec more
        project.file("src/main/vbus/far.vbus", "package acme.far\nstruct away size 4 { x : u32 }\n");
        assertThat(generate("only", List.of("c")).toString()).contains("vbus: 2 files written");
    }

    @Test
    void aWarningIsSaidAgainAndFailsWhereItIsAskedTo() throws Exception {
        Path spec = project.file("src/main/vbus/loud.vbus", "package acme.loud\nabi testing release 1.0\nstruct s { op : u32  len : u32 }\n");
        String warning = generate("only", List.of("c")).lines.get(0);
        assertThat(warning).startsWith("warn " + spec + ":3:").contains(" VB1115 ");
        assertThat(generate("only", List.of("c")).lines).contains(warning).anyMatch(line -> line.contains("up to date, found"));
        assertThatThrownBy(() -> generate("only", List.of("c"), "werror", true)).isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("1 warning in specs, which count as errors").hasMessageContaining(spec + ":3:");
    }

    @Test
    void anErrorLeavesTheOldOutputs() throws Exception {
        Path spec = project.file("src/main/vbus/geo.vbus", POINT);
        generate();
        age();
        Files.writeString(spec, POINT.replace("size 8", "size 12"));
        assertThatThrownBy(this::generate).isInstanceOf(MojoFailureException.class).hasMessage("1 error in specs, the first at " + spec + ":2:19");
        assertThat(files()).allSatisfy(file -> assertThat(Files.getLastModifiedTime(file)).isEqualTo(PAST));
        Files.writeString(spec, POINT);
        assertThat(generate().toString()).contains("up to date, found");
    }

    @Test
    void theBusIsAlwaysWithinReach() throws Exception {
        project.file("src/main/vbus/sensor.vbus", "package acme.sensor\nimport linux.ioq.*\nstruct s size 12 { a : ioq_ring_idx }\n");
        assertThat(generate("only", List.of("c")).toString()).contains("2 files written");
    }

    @Test
    void whatTheAuthorLacksIsAWarning() throws Exception {
        project.file("src/main/vbus/lamp.vbus", """
                package acme.lamp
                version LAMP_VERSION : u32 = 1 covers lamp
                device lamp "acme-lamp" version LAMP_VERSION { call LIGHT = 0 (in on : u32) }
                model lamp_sim "acme-lamp-sim" implements lamp { attribute watts : u32 ro }
                """);
        // who writes no C is not told to
        assertThat(generate().toString()).doesNotContain("yours to write");
        assertThat(generate("stubs", true).toString()).contains("stubs of device model lamp_sim", "stubs of the driver of lamp");
        Path ops = project.base.resolve("src/main/kernel/lamp/lamp_sim_ops.c");
        assertThat(out("vbus/devices/lamp/ops/lamp_sim_ops.c")).hasSameTextualContentAs(ops);
        assertThat(generate("stubs", true).toString()).contains("up to date, found");

        Files.writeString(ops, Files.readString(ops).replace("get_watts", "get_volts"));
        project.file("src/main/kernel/lmap/x.c", "");
        Project.Said said = generate();
        assertThat(said.toString()).contains("warn " + ops + " lacks ", "watts", "lmap belongs to no device or model; there are lamp");
        assertThat(out("vbus/devices/lamp/ops/lamp_sim_ops.c")).hasSameTextualContentAs(ops);
        assertThat(out("vbus/devices/lmap")).doesNotExist();
    }

    @Test
    void aProjectWithoutSpecsIsFine() throws Exception {
        assertThat(generate().toString()).contains("info vbus: no specs below ");
        assertThat(generate("skip", true).lines).containsExactly("info vbus: skipped");
    }

    @Test
    void whatIsWrongWithThePomIsSaid() throws Exception {
        project.file("src/main/vbus/geo.vbus", POINT);
        assertThatThrownBy(() -> generate("only", List.of("rust"))).isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("no output is called `rust`; there are c, ");
        File missing = dir.resolve("missing.jar").toFile();
        assertThatThrownBy(() -> generate("imports", List.of(missing))).isInstanceOf(MojoExecutionException.class)
                .hasMessage(missing + ": no such file or folder");
        project.file("src/main/vbus/geo.vbus", "package acme.geo\nimport acme.lib.*\n");
        Path broken = Files.writeString(dir.resolve("broken.jar"), "no jar");
        assertThatThrownBy(() -> generate("imports", List.of(broken.toFile()))).isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("broken.jar:1:1");
    }

    private Project.Said generate(Object... parameters) throws Exception {
        return project.run(new GenerateMojo(), parameters);
    }

    private Path out(String path) {
        return project.base.resolve("target").resolve(path);
    }

    /** All that was made, the state aside. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(project.base.resolve("target"))) {
            return files.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".state")).toList();
        }
    }

    private void age() throws IOException {
        for (Path file : files()) {
            Files.setLastModifiedTime(file, PAST);
        }
    }

    private Path jar(String spec, String... more) throws IOException {
        Path jar = dir.resolve("lib.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : more) {
                zip.putNextEntry(new ZipEntry(name));
            }
            zip.putNextEntry(new ZipEntry("META-INF/vbus/lib.vbus"));
            zip.write(spec.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }
}
