// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stringtemplate.v4.STGroup;

/** Every template file there is compiles, and every record made for templates is used up by them. */
class TemplateContractTest {
    private static final String ROOT = "/org/vbus/backends";

    static Stream<String> templates() {
        return found(".stg").filter(path -> !path.startsWith(ROOT + "/tree/"));
    }

    static Stream<Class<?>> kernelViews() {
        return found(".class").filter(path -> path.matches(ROOT
                + "/((host|guest|kbuild|docs|wireshark|syzkaller|seeds|client)/[^$]*(View|Interface|Attribute|Device|Model)|html/(\\w+View|Table|Picture))(\\$\\w+)?\\.class"))
                .<Class<?>>map(TemplateContractTest::load).filter(Class::isRecord);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateCompiles(String path) {
        String stem = path.substring(0, path.length() - ".stg".length());
        assertThatCode(() -> {
            STGroup group = Templates.group(Templates.class, stem);
            for (String name : group.getTemplateNames()) {
                assertThat(group.lookupTemplate(name)).as(name).isNotNull();
            }
        }).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("kernelViews")
    void noComponentIsIdle(Class<?> view) {
        String folder = "/" + view.getPackageName().replace('.', '/') + "/";
        StringBuilder text = new StringBuilder();
        found(".stg").filter(path -> path.startsWith(folder)).forEach(path -> text.append(read(path)));
        List<String> idle = new ArrayList<>(Arrays.stream(view.getRecordComponents()).map(component -> component.getName())
                .filter(name -> !text.toString().matches("(?s).*\\." + name + "\\b.*")).toList());
        assertThat(idle).as("components of " + view.getSimpleName() + " that no template of its folder names").isEmpty();
    }

    private static Stream<String> found(String suffix) {
        try {
            // templates and classes lie in one output folder
            Path root = Path.of(Templates.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile).map(file -> "/" + root.relativize(file).toString().replace('\\', '/'))
                        .filter(path -> path.startsWith(ROOT) && path.endsWith(suffix)).sorted().toList().stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String path) {
        try (java.io.InputStream in = Templates.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String path) {
        try {
            return Class.forName(path.substring(1, path.length() - ".class".length()).replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
