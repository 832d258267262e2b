// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extension that the build zips is whole, and starts the server that is in it. */
@Needs("editors")
class LspExtensionIT {
    private static final Path VSIX = Home.ROOT.resolve("generator/vscode/target/vbus-0.1.0.vsix");

    @TempDir
    private Path dir;

    @BeforeEach
    void unpack() throws IOException {
        assertThat(VSIX).exists();
        try (FileSystem zip = FileSystems.newFileSystem(VSIX); Stream<Path> files = Files.walk(zip.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = dir.resolve(file.toString().substring(1));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @Test
    void everythingItNamesIsThere() throws IOException {
        Path extension = dir.resolve("extension");
        JsonObject description = json(extension.resolve("package.json"));
        assertThat(extension.resolve(description.get("main").getAsString())).exists();
        JsonObject contributes = description.getAsJsonObject("contributes");
        for (JsonElement one : contributes.getAsJsonArray("languages")) {
            assertThat(json(extension.resolve(one.getAsJsonObject().get("configuration").getAsString())).has("comments")).isTrue();
        }
        for (JsonElement one : contributes.getAsJsonArray("grammars")) {
            assertThat(json(extension.resolve(one.getAsJsonObject().get("path").getAsString())).get("scopeName")).isEqualTo(one.getAsJsonObject().get("scopeName"));
        }
        assertThat(extension.resolve("server/vbusc.jar")).exists();
        String version = description.get("version").getAsString();
        assertThat(Files.readString(dir.resolve("extension.vsixmanifest"))).contains("Id=\"vbus\"").contains("Version=\"" + version + "\"");
        // each library and those that it needs, in the version that the lock file names
        JsonObject locked = json(Home.ROOT.resolve("generator/vscode/package-lock.json")).getAsJsonObject("packages");
        for (String name : locked.keySet()) {
            if (!name.isEmpty()) {
                assertThat(json(extension.resolve(name).resolve("package.json")).get("version")).as(name).isEqualTo(locked.getAsJsonObject(name).get("version"));
            }
        }
        assertThat(Files.readString(dir.resolve("[Content_Types].xml"))).contains(".json").contains(".jar");
    }

    @Test
    void itShowsWhatTheServerTells() throws IOException, InterruptedException {
        Path spec = Files.writeString(dir.resolve("wrong.vbus"), "package acme.wrong\nstruct s { a : u32   b : nothing }\n");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Command.Result result = Command.of("node", Home.ROOT.resolve("it/src/test/js/extension.js").toString(), dir.resolve("extension").toString(), spec.toString(),
                java.toString(), "-jar", dir.resolve("extension/server/vbusc.jar").toString(), "lsp").run();
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output().lines().toList()).isEqualTo(List.of("[{\"code\":\"VB0201\",\"message\":\"there is no type `nothing`\",\"line\":1}]"));
    }
}
