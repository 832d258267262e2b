// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTreeTest {
    @TempDir
    Path dir;

    @Test
    void onlyWhatDiffersIsTouched() throws IOException {
        Path out = dir.resolve("a/out");
        OutputTree tree = new OutputTree();
        tree.write("x/one.h", "1\n");
        tree.write("two.h", "2\n");
        assertThat(tree.publish(out).written()).containsExactly("two.h", "x/one.h");
        FileTime past = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(out.resolve("x/one.h"), past);
        Files.writeString(out.resolve("two.h"), "edited");
        OutputTree.Published again = tree.publish(out);
        assertThat(again.written()).containsExactly("two.h");
        assertThat(again.unchanged()).containsExactly("x/one.h");
        assertThat(Files.getLastModifiedTime(out.resolve("x/one.h"))).isEqualTo(past);
        assertThat(out.resolve("two.h")).hasContent("2");
    }

    @Test
    void nothingIsLeftBesideTheTarget() throws IOException {
        OutputTree tree = new OutputTree();
        tree.write("f", "");
        tree.publish(dir.resolve("out"));
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(dir.resolve("out"));
        }
    }

    @Test
    void whenTheDiskRefusesNoOldFileIsLost() throws IOException {
        Path out = Files.createDirectories(dir.resolve("out"));
        Files.writeString(out.resolve("a.h"), "old");
        // a file where a folder is needed
        Files.writeString(out.resolve("sub"), "in the way");
        OutputTree tree = new OutputTree();
        tree.write("a.h", "new");
        tree.write("sub/b.h", "new");
        assertThatThrownBy(() -> tree.publish(out)).isInstanceOf(IOException.class);
        assertThat(out.resolve("a.h")).hasContent("old");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(out);
        }
    }

    @Test
    void pathsStayInsideAndAreWrittenOnce() {
        OutputTree tree = new OutputTree();
        tree.write("a", "");
        assertThatThrownBy(() -> tree.write("a", "")).hasMessageContaining("twice");
        for (String path : new String[] {"../a", "/a", "a/../../b", "a/./b"}) {
            assertThatThrownBy(() -> tree.write(path, "")).as(path).hasMessageContaining("leaves the output folder");
        }
    }
}
