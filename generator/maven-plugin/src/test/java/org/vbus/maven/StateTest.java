// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
    @TempDir
    private Path dir;

    @Test
    void itIsReadAsItWasWritten() throws IOException {
        State state = new State("abc", Map.of("a b/c.h", "12", "d", "34"), List.of("first", "  hint: second"));
        state.write(dir.resolve("x/generate-default.state"));
        assertThat(State.read(dir.resolve("x/generate-default.state"))).contains(state);
    }

    @Test
    void whatIsNotAStateIsNone() throws IOException {
        assertThat(State.read(dir.resolve("none"))).isEmpty();
        for (String text : new String[] {"", "vbus-state 1\n", "vbus-state 2\ninputs a\n", "\0\1\2"}) {
            assertThat(State.read(Files.writeString(dir.resolve("other"), text))).isEmpty();
        }
        Files.write(dir.resolve("other"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(State.read(dir.resolve("other"))).isEmpty();
    }
}
