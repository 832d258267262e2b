// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.AbiReader;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Finding;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Request;
import org.vbus.compiler.abi.Beside;

/** Programs that no longer link, or no longer compile, are told of; classes that no spec has are not. */
class JavaApiTest {
    @TempDir
    Path dir;

    private Path jar(String name, String... sources) throws IOException {
        Path classes = Files.createDirectories(dir.resolve(name));
        for (String source : sources) {
            String type = source.replaceAll("(?s).*class (\\w+).*", "$1");
            Path file = Files.writeString(classes.resolve(type + ".java"), source);
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), file.toString())).isZero();
        }
        Path jar = dir.resolve(name + ".jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".class"))::iterator) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private List<Finding> findings(Path before, Path after) throws IOException {
        return compare(before, after).findings();
    }

    private Beside compare(Path before, Path after) throws IOException {
        Path spec = Files.writeString(dir.resolve("meter.vbus"), "package acme.meter\nstruct s size 4 {\n a : u32\n}\n");
        Abi abi = AbiReader.of(new Compiler().check(new Request(List.of(spec), List.of())).specs().orElseThrow());
        return new JavaApi(before, after).compare(Comparison.of(abi, abi));
    }

    @Test
    void aMethodThatIsGoneAndOneMore() throws IOException {
        Path before = jar("before", "package acme.meter; public class S { public int getA() { return 0; } public int getB() { return 0; } }",
                "package acme.own; public class Mine { public void gone() { } }");
        Path after = jar("after", "package acme.meter; public class S { public int getA() { return 0; } public long getC() { return 0; } }",
                "package acme.own; public class Mine { }");
        assertThat(findings(before, after)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("JAVA_BINARY_CHANGED");
            assertThat(finding.message()).contains("acme.meter.S", "`getB()` method removed").doesNotContain("getC");
            assertThat(finding.path()).isEqualTo("package acme.meter");
        });
        assertThat(findings(before, before)).isEmpty();
    }

    @Test
    void aClassThatIsGone() throws IOException {
        Path before = jar("before", "package acme.meter; public class S { }", "package acme.meter; public class T { }");
        Path after = jar("after", "package acme.meter; public class S { }");
        assertThat(findings(before, after)).singleElement().satisfies(finding -> assertThat(finding.message()).contains("acme.meter.T", "class removed"));
        assertThat(findings(after, before)).isEmpty();
    }

    @Test
    void sourceAlone() throws IOException {
        Path before = jar("before", "package acme.meter; public class S { public void read() { } }");
        Path after = jar("after", "package acme.meter; public class S { public void read() throws java.io.IOException { } }");
        assertThat(findings(before, after)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("JAVA_SOURCE_CHANGED");
            assertThat(finding.message()).contains("acme.meter.S", "`read()`", "checked exception");
        });
    }

    @Test
    void saysWhatWasCompared() throws IOException {
        Path two = jar("two", "package acme.meter; public class S { }", "package acme.meter; public class T { }", "package acme.own; public class Mine { }");
        Path none = jar("none", "package acme.own; public class Mine { }");
        assertThat(compare(two, two).words()).singleElement().asString().contains("Java was compared: 2 classes of package acme.meter");
        assertThat(compare(none, two).words()).singleElement().asString().contains("no Java was compared", "the released jar has no class");
        assertThat(findings(none, two)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("JAVA_NOT_COMPARED");
            assertThat(finding.message()).contains("this build has 2");
        });
        assertThat(compare(none, none).findings()).isEmpty();
        assertThat(compare(none, none).words()).singleElement().asString().contains("neither jar has a class");
        // those that are gone are told one by one
        assertThat(findings(two, none)).extracting(Finding::rule).containsExactly("JAVA_BINARY_CHANGED", "JAVA_BINARY_CHANGED");
    }
}
