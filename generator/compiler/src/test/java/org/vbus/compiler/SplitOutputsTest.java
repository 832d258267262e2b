// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitOutputsTest {
    @TempDir
    Path dir;

    @Test
    void aTopFolderMayLieElsewhere() throws IOException {
        try (Outputs outputs = split()) {
            outputs.write("java/a/B.java", "class B {}\n");
            outputs.write("javascript/b.js", "b\n");
            outputs.write("Makefile", "all:\n");
            assertThat(outputs.publish().written()).containsExactly("Makefile", "java/a/B.java", "javascript/b.js");
        }
        assertThat(dir.resolve("sources/java/a/B.java")).hasContent("class B {}");
        assertThat(dir.resolve("tree/Makefile")).exists();
        assertThat(dir.resolve("tree/javascript/b.js")).exists();
        assertThat(dir.resolve("tree/java")).doesNotExist();
    }

    @Test
    void whatIsNotPublishedIsGone() throws IOException {
        try (Outputs outputs = split()) {
            outputs.write("java/a/B.java", "class B {}\n");
            outputs.write("Makefile", "all:\n");
            assertThatThrownBy(() -> outputs.write("java/../Makefile", "")).isInstanceOf(IllegalArgumentException.class);
        }
        try (Stream<Path> left = Files.walk(dir)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Outputs split() {
        return new SplitOutputs(dir.resolve("tree"), Map.of("java", dir.resolve("sources")));
    }
}
