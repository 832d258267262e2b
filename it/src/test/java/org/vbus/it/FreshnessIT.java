// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.backends.Banner;

/** What the tree holds as generated is what the compiler writes today: no more, no less, no byte else. */
class FreshnessIT {
    private static final String MEND = "run: ./vbusc generate abi-specs --out generated-kernel --only c,host,guest,kbuild,docs";

    @Test
    void generatedKernelIsFresh(@TempDir Path dir) throws IOException, InterruptedException {
        Command.of(Home.ROOT.resolve("vbusc"), "generate", Home.SPECS, "--out", dir.resolve("out"), "--only", "c,host,guest,kbuild,docs").run().succeeded();
        assertThat(marked(Home.KERNEL)).as(MEND).isEqualTo(marked(dir.resolve("out")));
    }

    @Test
    void releasesAreFrozenAsTheyAre() throws IOException, InterruptedException {
        Command.of(Home.ROOT.resolve("vbusc"), "freeze", "--uptodate", Home.SPECS).run().succeeded();
    }

    private static Map<String, String> marked(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : (Iterable<Path>) found.filter(p -> Files.isRegularFile(p) && isText(p))::iterator) {
                String text = Files.readString(path);
                if (text.contains(Banner.MARK)) {
                    files.put(root.relativize(path).toString(), text);
                }
            }
        }
        return files;
    }

    private static boolean isText(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".h") || name.endsWith(".c") && !name.endsWith(".mod.c") || name.equals("Kbuild") || name.equals("Kconfig")
                || name.startsWith("sysfs-vbus-");
    }
}
