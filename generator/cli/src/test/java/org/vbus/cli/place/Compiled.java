// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vbus.compiler.BusSpecs;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Request;
import org.vbus.model.SpecSet;

/** A small device, compiled. */
public final class Compiled {
    private static final String SPEC = """
            package acme.sensor
            import linux.ioq.*
            version SENSOR_VERSION : u32 = 1 covers sensor
            struct sample size 16 {
                time  : u64 unit ns
                value : s64 unit micro
            }
            device sensor "acme-sensor" version SENSOR_VERSION {
                features F = 0 as SENSOR_F_ { LOUD = 0 }
                ring samples = 0 : ioq device -> driver depth 2..2048 default 256 (out s : sample)
                call START = 0 (in period : u32 unit us where period >= 1) after samples errors EBUSY
                call STOP = 1
            }
            model sensor_sim "acme-sensor-sim" implements sensor {
                attribute noise : u32 rw
            }
            """;

    private Compiled() { }

    /** The lines of the spec: {@code START} is in 11, {@code samples} in 10, {@code noise} in 15. */
    public static SpecSet in(Path folder) throws IOException {
        Path file = folder.resolve("sensor.vbus");
        Files.writeString(file, SPEC);
        return new Compiler().check(new Request(List.of(file), List.of(BusSpecs.root()))).specs().orElseThrow();
    }
}
