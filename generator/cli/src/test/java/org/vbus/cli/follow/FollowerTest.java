// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.cli.place.Compiled;

class FollowerTest {
    private static final String HEAD = "            java-123     [001] d..1.    ";

    @TempDir
    Path dir;

    private Follower follower;

    @BeforeEach
    void ofADevice() throws IOException {
        follower = new Follower(Compiled.in(dir));
    }

    private List<String> event(String module, String time, String event) {
        return follower.lines("@" + module + " " + HEAD + time + ": " + event);
    }

    @Test
    void eventsAreSaidInTheWordsOfTheSpec() {
        assertThat(event("sensor_sim", "12.000000", "sensor_open: java0 version=1 ret=0").get(0).split(" {2,}"))
                .containsExactly("", "0.000", "sensor_sim", "java0", "open", "version 1", "sensor.vbus:8");
        assertThat(event("sensor_sim", "12.250000", "sensor_call: java0 START len=4 ret=-16").get(0).split(" {2,}"))
                .containsExactly("", "0.250", "sensor_sim", "java0", "call START", "EBUSY", "sensor.vbus:11");
        assertThat(event("sensor_sim", "12.500000", "sensor_shm: java0 samples ret=0").get(0)).contains("ring samples", "shared", "sensor.vbus:10");
        assertThat(event("sensor_sim", "12.500000", "sensor_granted_f: java0 LOUD").get(0)).contains("features F", "LOUD granted", "sensor.vbus:9");
        assertThat(event("sensor_sim", "12.500000", "sensor_granted_f: java0 ").get(0)).contains("none granted");
        assertThat(event("sensor_sim", "12.600000", "sensor_ring: java0 samples push valid pos=3 used=4").get(0))
                .contains("ring samples", "fills slot 3 (4 used)", "sensor.vbus:10");
        assertThat(event("sensor_sim", "12.600000", "sensor_signal: java0 samples masked").get(0)).contains("signal masked");
        assertThat(event("sensor_sim", "12.700000", "sensor_call: java0 STOP len=0 ret=-9999").get(0)).contains("error 9999");
    }

    @Test
    void ofManySlotsSomeAreShownAndTheOthersCounted() {
        int shown = 0;
        for (int i = 0; i < 100; i++) {
            shown += event("sensor_sim", "1.%06d".formatted(i), "sensor_ring: java0 samples push valid pos=" + i + " used=1").size();
        }
        assertThat(shown).isEqualTo(Follower.SHOWN);
        // a call is never left out
        assertThat(event("sensor_sim", "1.500000", "sensor_call: java0 STOP len=0 ret=0")).hasSize(1);
        List<String> next = event("sensor_sim", "2.100000", "sensor_ring: java0 samples push valid pos=1 used=1");
        assertThat(next).hasSize(2);
        assertThat(next.get(0)).contains("92 more within a second");
        assertThat(follower.end()).isEmpty();
    }

    @Test
    void otherLinesStayAsTheyAre() {
        assertThat(follower.lines("sample 0.25")).containsExactly("sample 0.25");
        assertThat(follower.lines("@ reader acme.Reader")).containsExactly("-- reader acme.Reader");
        assertThat(follower.lines("@sensor_sim CPU:1 [LOST 12 EVENTS]")).containsExactly("sensor_sim CPU:1 [LOST 12 EVENTS]");
        assertThat(follower.lines("@sensor_sim x-1 [000] ..... 1.0: other_call: d A len=0 ret=0")).hasSize(1);
    }
}
