// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher does not look at what training says, so that a training that fails would only be slow. */
class TrainingTest {
    @TempDir
    Path work;

    @Test
    void generatesFreezesAndCompares() throws IOException {
        Path home = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(home.resolve("abi-specs"))) {
            home = home.getParent();
        }
        Training.main(new String[] {home.resolve("abi-specs").toString(), work.toString()});
        assertThat(work.resolve("tree")).isNotEmptyDirectory();
        assertThat(work.resolve("older/abi/1.0.json")).isRegularFile();
        assertThat(work.resolve("newer/abi/1.1.json")).isRegularFile();
        for (VerdictFormat format : VerdictFormat.values()) {
            assertThat(work.resolve(format.name())).content().contains("FIELD_ENDIAN_CHANGED", "ENUM_VALUE_CHANGED");
        }
    }
}
