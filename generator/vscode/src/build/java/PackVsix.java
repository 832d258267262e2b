// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the extension of VS Code: what is in this folder, the libraries that package-lock.json names by version and sum, and the compiler. The same sources give
 * the same bytes. Run by the build as a source file: {@code java PackVsix.java FOLDER COMPILER.jar OUT.vsix}.
 */
public final class PackVsix {
    private static final List<String> OWN = List.of("package.json", "extension.js", "language-configuration.json", "syntaxes/vbus.tmLanguage.json", "README.md");
    /** What a library needs to run; its sources, maps and types are for those who build it. */
    private static final Pattern NEEDED = Pattern.compile(".*\\.(js|cjs|json)|.*/(LICENSE|License|thirdpartynotices)[^/]*");
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private PackVsix() { }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Path compiler = Path.of(arguments[1]);
        Path vsix = Path.of(arguments[2]);
        Path work = vsix.resolveSibling("npm");
        Files.createDirectories(work);
        Files.deleteIfExists(vsix);
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.write(work.resolve(name), Files.readAllBytes(folder.resolve(name)));
        }
        if (!libraries(work)) {
            System.err.println("generator/vscode: there is no npm here, so the extension is not built; `it/setup editors` installs it");
            return;
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : OWN) {
            files.put("extension/" + name, Files.readAllBytes(folder.resolve(name)));
        }
        try (Stream<Path> all = Files.walk(work.resolve("node_modules"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = work.relativize(file).toString().replace('\\', '/');
                if (NEEDED.matcher(name).matches() && !name.contains("/.") && !name.contains("/browser/")) {
                    files.put("extension/" + name, Files.readAllBytes(file));
                }
            }
        }
        files.put("extension/server/vbusc.jar", Files.readAllBytes(compiler));
        String description = Files.readString(folder.resolve("package.json"));
        files.put("extension.vsixmanifest", manifest(description).getBytes(StandardCharsets.UTF_8));
        files.put("[Content_Types].xml", types().getBytes(StandardCharsets.UTF_8));
        Files.write(vsix, zip(files));
    }

    /** Installs what the lock file names; false where nothing can. */
    private static boolean libraries(Path work) throws IOException, InterruptedException {
        Process npm;
        try {
            npm = new ProcessBuilder("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error").directory(work.toFile())
                    .redirectErrorStream(true).redirectOutput(work.resolveSibling("npm.log").toFile()).start();
        } catch (IOException e) {
            return false;
        }
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm ci failed: " + Files.readString(work.resolveSibling("npm.log")));
        }
        return true;
    }

    private static String field(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\": \"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalArgumentException("package.json has no " + name);
        }
        return found.group(1).replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String manifest(String json) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
                  <Metadata>
                    <Identity Language="en-US" Id="%s" Version="%s" Publisher="%s"/>
                    <DisplayName>%s</DisplayName>
                    <Description xml:space="preserve">%s</Description>
                    <Categories>Programming Languages,Linters,Formatters</Categories>
                    <Properties>
                      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="%s"/>
                      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value=""/>
                      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value=""/>
                      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
                    </Properties>
                  </Metadata>
                  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
                  <Dependencies/>
                  <Assets>
                    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
                    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
                  </Assets>
                </PackageManifest>
                """.formatted(field(json, "name"), field(json, "version"), field(json, "publisher"), field(json, "displayName"), field(json, "description"), field(json, "vscode"));
    }

    private static String types() {
        List<String> lines = new ArrayList<>();
        Map.of("json", "application/json", "js", "application/javascript", "cjs", "application/javascript", "md", "text/markdown", "txt", "text/plain", "jar", "application/java-archive",
                "vsixmanifest", "text/xml").entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(type -> lines.add("<Default Extension=\"." + type.getKey() + "\" ContentType=\"" + type.getValue() + "\"/>"));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" + String.join("", lines) + "</Types>\n";
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // of no time zone
                entry.setTimeLocal(TIME);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
