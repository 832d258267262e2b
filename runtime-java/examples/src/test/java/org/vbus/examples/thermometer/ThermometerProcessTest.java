// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.thermometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.examples.ExampleProcess;

/** The thermometer and its reader in two processes. */
@Timeout(120)
class ThermometerProcessTest {
    private static final String READINGS = """
            (?x) (\\ +\\d+\\.\\d{3}\\ s\\ \\ 21\\.000\\ °C\\n) (\\ +\\d+\\.\\d{3}\\ s\\ \\ 21\\.371\\ °C\\n) (\\ +\\d+\\.\\d{3}\\ s\\ \\ 21\\.719\\ °C\\n)
            latest\\ \\ \\ 2\\d\\.\\d{3}\\ °C\\n lowest\\ \\ \\ \\d{2}\\.\\d{3}\\ °C\\n highest\\ \\ 2\\d\\.\\d{3}\\ °C\\n""";

    @TempDir
    Path folder;

    @Test
    void readsAcrossProcesses() throws IOException, InterruptedException {
        Path socket = folder.resolve("bus");
        try (ExampleProcess server = new ExampleProcess(folder, "thermometer", "--socket", socket.toString())) {
            server.await("acme-thermometer 0 at " + socket + "; Ctrl-C ends it\n");
            try (ExampleProcess reader = new ExampleProcess(folder, "read-thermometer", "--socket", socket.toString(), "--count", "3", "--period", "100");
                    ExampleProcess second = new ExampleProcess(folder, "thermometer", "--socket", socket.toString())) {
                assertThat(reader.end()).as(reader.output()).isZero();
                assertThat(reader.output()).matches(READINGS);
                assertThat(second.end()).isEqualTo(1);
                assertThat(second.output()).startsWith("thermometer: " + socket + " is there already").hasLineCount(1);
            }
            // the device refuses what its spec does; and it can be opened again
            try (ExampleProcess wrong = new ExampleProcess(folder, "read-thermometer", "--socket", socket.toString(), "--period", "9")) {
                assertThat(wrong.end()).isEqualTo(1);
                assertThat(wrong.output()).isEqualTo("read-thermometer: thermometer.START: EINVAL (22), Invalid argument\n");
            }
            server.terminate();
            assertThat(server.end()).isEqualTo(143);
            assertThat(server.output()).hasLineCount(1);
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void oneProcess() throws IOException, InterruptedException {
        try (ExampleProcess demo = new ExampleProcess(folder, "thermometer-demo", "--count", "3", "--period", "100");
                ExampleProcess nobody = new ExampleProcess(folder, "read-thermometer", "--socket", folder.resolve("nobody").toString())) {
            assertThat(demo.end()).as(demo.output()).isZero();
            assertThat(demo.output()).matches(READINGS);
            assertThat(nobody.end()).isEqualTo(1);
            assertThat(nobody.output()).contains("nobody is not there: start the other side first").hasLineCount(1);
        }
    }
}
