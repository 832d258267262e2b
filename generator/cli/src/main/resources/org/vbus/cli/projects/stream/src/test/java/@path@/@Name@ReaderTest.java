// SPDX-License-Identifier: Apache-2.0
package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.vbus.bus.Bus;
import org.vbus.embedded.EmbeddedBus;

/** The reader, by a device in Java. */
class @Name@ReaderTest {
    @Test
    void itPrintsWhatComesBack() throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (EmbeddedBus container = new EmbeddedBus("test")) {
            container.plug(new Simulated@Name@());
            try (Bus bus = container.join(); PrintStream out = new PrintStream(said)) {
                new @Name@Reader(bus, out).read();
            }
        }
        assertEquals("hello came back", said.toString().strip());
    }
}
