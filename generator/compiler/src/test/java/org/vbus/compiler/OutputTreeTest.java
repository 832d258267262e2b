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
        assertThat(published(out).written()).containsExactly("two.h", "x/one.h");
        FileTime past = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(out.resolve("x/one.h"), past);
        Files.writeString(out.resolve("two.h"), "edited");
        OutputTree.Published again = published(out);
        assertThat(again.written()).containsExactly("two.h");
        assertThat(again.unchanged()).containsExactly("x/one.h");
        assertThat(Files.getLastModifiedTime(out.resolve("x/one.h"))).isEqualTo(past);
        assertThat(out.resolve("two.h")).hasContent("2");
    }

    @Test
    void newFoldersComeBesideWhatIsThere() throws IOException {
        Path out = Files.createDirectories(dir.resolve("out"));
        Files.createDirectories(out.resolve("x/mine"));
        Files.writeString(out.resolve("x/mine/kept"), "mine");
        try (OutputTree tree = new OutputTree(out)) {
            tree.write("x/one.h", "1");
            tree.write("x/mine/two.h", "2");
            tree.write("x/new/deep/three.h", "3");
            assertThat(tree.publish().written()).containsExactly("x/mine/two.h", "x/new/deep/three.h", "x/one.h");
        }
        assertThat(out.resolve("x/mine/kept")).hasContent("mine");
        assertThat(out.resolve("x/mine/two.h")).hasContent("2");
        assertThat(out.resolve("x/new/deep/three.h")).hasContent("3");
        assertThat(out.resolve("x/one.h")).hasContent("1");
    }

    private static OutputTree.Published published(Path out) throws IOException {
        try (OutputTree tree = new OutputTree(out)) {
            tree.write("x/one.h", "1\n");
            tree.write("two.h", "2\n");
            return tree.publish();
        }
    }

    @Test
    void nothingIsLeftBesideTheTarget() throws IOException {
        published(dir.resolve("out"));
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(dir.resolve("out"));
        }
    }

    @Test
    void withoutPublishingTheTargetIsAsItWas() throws IOException {
        Path out = Files.createDirectories(dir.resolve("out"));
        Files.writeString(out.resolve("two.h"), "old");
        try (OutputTree tree = new OutputTree(out)) {
            tree.write("two.h", "new");
            tree.write("three.h", "new");
        }
        try (Stream<Path> left = Files.walk(dir)) {
            assertThat(left).containsExactlyInAnyOrder(dir, out, out.resolve("two.h"));
        }
        assertThat(out.resolve("two.h")).hasContent("old");
    }

    @Test
    void whenTheDiskRefusesNoOldFileIsLost() throws IOException {
        Path out = Files.createDirectories(dir.resolve("out"));
        Files.writeString(out.resolve("a.h"), "old");
        // a file where a folder is needed
        Files.writeString(out.resolve("sub"), "in the way");
        try (OutputTree tree = new OutputTree(out)) {
            tree.write("a.h", "new");
            tree.write("sub/b.h", "new");
            assertThatThrownBy(tree::publish).isInstanceOf(IOException.class);
        }
        assertThat(out.resolve("a.h")).hasContent("old");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(out);
        }
    }

    @Test
    void pathsStayInsideAndAreWrittenOnce() throws IOException {
        try (OutputTree tree = new OutputTree(dir.resolve("out"))) {
            tree.write("a", "");
            assertThatThrownBy(() -> tree.write("a", "")).hasMessageContaining("twice");
            for (String path : new String[] {"../a", "/a", "a/../../b", "a/./b"}) {
                assertThatThrownBy(() -> tree.write(path, "")).as(path).hasMessageContaining("leaves the output folder");
            }
        }
    }
}
