// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.lang.source.SourceReader;
import org.vbus.model.Spec;

/** Imports that are found in jars, as a library of specs comes. */
class JarImportTest {
    private static final String USER = "package acme.user\nimport acme.types.*\nimport acme.more.*\nstruct s { a : t  b : u }\n";

    @TempDir
    private Path folder;

    @Test
    void filesFoldersAndJarsTogether() throws IOException {
        Path jar = jar("specs.jar", "acme/types/types.vbus", "package acme.types\nimport acme.base.*\nstruct t { x : base }\n",
                "acme/base/base.vbus", "package acme.base\ntype base : u32\n", "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
        Path more = Files.createDirectories(folder.resolve("include/deep/er"));
        Files.writeString(more.resolve("more.vbus"), "package acme.more\nstruct u { x : u32 }\n");
        Parsed parsed = FrontEnd.create().load(List.of(user()), List.of(jar, folder.resolve("include")));
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.specs().specs()).extracting(Spec::packageName).containsExactly("acme.base", "acme.more", "acme.types", "acme.user");
        assertThat(parsed.specs().requested()).containsExactly("acme.user");
        assertThat(parsed.specs().spec("acme.types").orElseThrow().types().get(0).meta().origin().file()).isEqualTo(jar + "!/acme/types/types.vbus");
    }

    @Test
    void anErrorInAJarNamesJarAndEntry() throws IOException {
        Path jar = jar("specs.jar", "acme/types.vbus", "package acme.types\nstruct t {\n    x : u32\n    y : missing\n}\n",
                "acme/more.vbus", "package acme.more\nstruct u { x : u32 }\n");
        assertThat(FrontEnd.create().load(List.of(user()), List.of(jar)).diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("VB0201");
            assertThat(d.origin().toString()).isEqualTo(jar + "!/acme/types.vbus:4:9");
        });
    }

    @Test
    void theFirstOfTwoThatDeclareAPackageWins() throws IOException {
        Path first = jar("a.jar", "x.vbus", "package acme.types\nstruct t { x : u16 }\n", "y.vbus", "package acme.more\nstruct u { x : u16 }\n");
        Path second = jar("b.jar", "x.vbus", "package acme.types\nstruct t { x : u32  y : broken }\n");
        Parsed parsed = FrontEnd.create().load(List.of(user()), List.of(first, second));
        assertThat(parsed.diagnostics()).isEmpty();
    }

    @Test
    void whatIsNoJarIsSaid() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "this is text");
        assertThat(FrontEnd.create().load(List.of(user()), List.of(broken)).diagnostics()).anySatisfy(d -> {
            assertThat(d.code()).isEqualTo("VB0001");
            assertThat(d.origin().file()).isEqualTo(broken.toString());
            assertThat(d.message()).isEqualTo("cannot read this file: neither a folder nor a jar");
        });
    }

    @Test
    void aLargeEntryIsRefused() throws IOException {
        Path jar = jar("large.jar", "x.vbus", "package acme.types\n" + " ".repeat(SourceReader.MAX_BYTES), "y.vbus", "package acme.more\nstruct u { x : u16 }\n");
        assertThat(FrontEnd.create().load(List.of(user()), List.of(jar)).diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("VB0002");
            assertThat(d.origin().file()).isEqualTo(jar + "!/x.vbus");
        });
    }

    private Path user() throws IOException {
        return Files.writeString(folder.resolve("user.vbus"), USER);
    }

    /** A jar of names and texts in turn. */
    private Path jar(String name, String... entries) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
