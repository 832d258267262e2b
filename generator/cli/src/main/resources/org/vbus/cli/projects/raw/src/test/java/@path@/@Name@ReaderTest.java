// SPDX-License-Identifier: Apache-2.0
package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vbus.bus.Bus;
import org.vbus.embedded.EmbeddedBus;

/** The reader, by a device in Java. */
class @Name@ReaderTest {
    @Test
    void itPrintsWhatTheDeviceMeasures() throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (EmbeddedBus container = new EmbeddedBus("test")) {
            container.plug(new Simulated@Name@());
            try (Bus bus = container.join(); PrintStream out = new PrintStream(said)) {
                new @Name@Reader(bus, out).read();
            }
        }
        assertEquals(List.of("sample 0.000000", "sample 0.250000", "sample 0.500000", "sample 0.750000", "sample 1.000000"),
                said.toString().lines().toList());
    }
}
