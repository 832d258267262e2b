// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.source.SourceReader;
import org.vbus.lang.source.SourceText;

/** The repository's own specs are formatted. */
class FormatFreshnessTest {
    private static final Path ROOT = Path.of("../..");

    @Test
    void specs() {
        Formatter formatter = Formatter.create();
        Reporter reporter = new Reporter();
        List<Path> files = FrontEnd.expanded(List.of(ROOT.resolve("abi-specs"), ROOT.resolve("it/specs"), ROOT.resolve("it/devices")));
        assertThat(files).hasSizeGreaterThan(10);
        for (Path file : files) {
            SourceText source = SourceReader.read(file, file.toString(), reporter).orElseThrow();
            Formatter.compare(source, formatter.format(source, reporter).orElseThrow(), reporter);
        }
        assertThat(reporter.sorted()).as("run: ./vbusc format abi-specs it/specs it/devices").isEmpty();
    }
}
