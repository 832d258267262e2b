// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointerTest {
    @TempDir
    Path project;

    private Path tree;
    private Pointer pointer;

    @BeforeEach
    void aProjectAndItsTree() throws IOException {
        tree = project.resolve("build/tree");
        pointer = new Pointer(new GeneratedNames(Compiled.in(project)), new Sources(project, tree));
        file("build/tree/devices/sensor/ops/sensor_sim_ops.c", """
                static int sim_set_noise(struct sensor_sim *dev, u32 value)
                {
                	broken;
                	return 0;
                }

                static int my_helper(void)
                {
                	broken;
                }

                DEFINE_SENSOR_SIM_OPS(sim);
                """);
        file("build/tree/devices/sensor/sensor_sim_host.c", "/* generated */\nret = sensor_sim_ops.call_start(conn, block.period);\n\n\n");
        file("src/main/java/SensorReader.java", "class SensorReader {\n    void read() {\n        client.start(1, 2);\n        unrelated();\n    }\n}\n");
    }

    private void file(String path, String text) throws IOException {
        Files.createDirectories(project.resolve(path).getParent());
        Files.writeString(project.resolve(path), text);
    }

    @Test
    void aMissingOperationIsItsCall() {
        assertThat(pointer.point(tree + "/devices/sensor/ops/sensor_sim_ops.c:12:1: error: ‘sim_call_stop’ undeclared here (not in a function)"))
                .isEqualTo("src/main/kernel/sensor/sensor_sim_ops.c:12:1: error: ‘sim_call_stop’ undeclared here (not in a function)\n"
                        + "sensor.vbus:12:10: note: that is call STOP of device sensor");
    }

    @Test
    void anErrorInAnOperationIsWhatTheOperationIsFor() {
        assertThat(pointer.point(tree + "/devices/sensor/ops/sensor_sim_ops.c:3:2: error: ‘broken’ undeclared (first use in this function)"))
                .endsWith("sensor.vbus:15:15: note: that is attribute noise of model sensor_sim");
    }

    @Test
    void anErrorInWhatTheSpecDoesNotKnowIsTheAuthorsAlone() {
        assertThat(pointer.point(tree + "/devices/sensor/ops/sensor_sim_ops.c:9:2: error: ‘broken’ undeclared (first use in this function)"))
                .isEqualTo("src/main/kernel/sensor/sensor_sim_ops.c:9:2: error: ‘broken’ undeclared (first use in this function)");
    }

    @Test
    void aWrongTypeOfAnOperationIsSaidByTheNoteBeneath() {
        String file = tree + "/devices/sensor/ops/sensor_sim_ops.c:12:1: ";
        assertThat(pointer.point(file + "error: initialization of ‘int (*)(struct sensor_conn *, u32)’ from incompatible pointer type")).hasLineCount(1);
        assertThat(pointer.point(file + "note: (near initialization for ‘sensor_sim_ops.call_start’)")).endsWith("sensor.vbus:11:10: note: that is call START of device sensor");
    }

    @Test
    void aLineOfGeneratedCodeIsWhatItNames() {
        assertThat(pointer.point(tree + "/devices/sensor/sensor_sim_host.c:2:7: warning: something is odd"))
                .isEqualTo("build/tree/devices/sensor/sensor_sim_host.c:2:7: warning: something is odd\nsensor.vbus:11:10: note: that is call START of device sensor");
        assertThat(pointer.point(tree + "/devices/sensor/sensor_sim_host.c:4:1: warning: something is odd")).endsWith("note: that is model sensor_sim");
    }

    @Test
    void whatJavacSaysIsPointedAtToo() {
        String file = "src/main/java/SensorReader.java:";
        assertThat(pointer.point(file + "3: error: method start in class SensorClient cannot be applied to given types;"))
                .endsWith("\nsensor.vbus:11:10: note: that is call START of device sensor");
        assertThat(pointer.point(file + "1: error: Measurement is not abstract and does not override abstract method stop() in Connection"))
                .endsWith("note: that is call STOP of device sensor");
        assertThat(pointer.point(file + "4: error: cannot find symbol")).isEqualTo(file + "4: error: cannot find symbol");
    }

    @Test
    void otherLinesKeepTheirWordsButNotTheCopysName() {
        assertThat(pointer.point("  CC [M]  something.o")).isEqualTo("  CC [M]  something.o");
        assertThat(pointer.point("In file included from " + tree + "/devices/sensor/ops/sensor_sim_ops.c:12:"))
                .isEqualTo("In file included from src/main/kernel/sensor/sensor_sim_ops.c:12:");
        assertThat(pointer.point(tree + "/devices/sensor/ops/sensor_sim_ops.c: In function ‘sim_set_noise’:"))
                .isEqualTo("src/main/kernel/sensor/sensor_sim_ops.c: In function ‘sim_set_noise’:");
        assertThat(pointer.point("no/such/file.c:9:1: error: broken")).isEqualTo("no/such/file.c:9:1: error: broken");
    }
}
