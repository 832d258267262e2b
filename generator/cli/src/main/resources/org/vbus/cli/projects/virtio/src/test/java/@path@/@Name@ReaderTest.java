// SPDX-License-Identifier: Apache-2.0
package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader, by files as the driver shows them. */
class @Name@ReaderTest {
    @TempDir
    Path device;

    private final Arena arena = Arena.ofAuto();

    @Test
    void itPrintsWhatTheFilesSay() throws IOException, InterruptedException {
        MemorySegment config = arena.allocate(@Name@Config.LAYOUT);
        new @Name@Config().wrap(config, 0).setStep(250_000);
        new @Name@Config().wrap(config, 0).setPeriod(20);
        MemorySegment samples = arena.allocate(@Name@Sample.LAYOUT, 5);
        for (int n = 0; n < 5; n++) {
            new @Name@Sample().wrap(samples, n * @Name@Sample.SIZE).setValue(n * 250_000L);
        }
        Files.write(device.resolve("config"), config.toArray(ValueLayout.JAVA_BYTE));
        Files.write(device.resolve("samples"), samples.toArray(ValueLayout.JAVA_BYTE));
        // the kernel's own bits are there too
        Files.writeString(device.resolve("features"), "1" + "0".repeat(31) + "11" + "0".repeat(30) + "\n");

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said)) {
            new @Name@Reader(device, out).read();
        }
        assertEquals(List.of("features PERIOD", "step 0.250000", "period 20 ms", "sample 0.000000", "sample 0.250000", "sample 0.500000", "sample 0.750000",
                "sample 1.000000"), said.toString().lines().toList());
        assertEquals("0", Files.readString(device.resolve("running")));
    }
}
