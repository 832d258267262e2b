// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;

class SourceLineTest {
    @Test
    void tabsAreShownAsBlanksUpToTheNextStop() {
        expect(SourceLine.of("\ta\tb : u32", 4, 1), "        a       b : u32", "                ^");
    }

    @Test
    void wideCharactersTakeTwoColumnsAndAccentsNone() {
        expect(SourceLine.of("/* \u6e29\u5ea6 */ x", 10, 1), "/* \u6e29\u5ea6 */ x", "           ^");
        expect(SourceLine.of("e\u0301 x", 4, 1), "e\u0301 x", "  ^");
        expect(SourceLine.of("\ud83d\ude00 x", 3, 1), "\ud83d\ude00 x", "   ^");
        expect(SourceLine.of("\u6e29 x", 1, 1), "\u6e29 x", "^^");
    }

    @Test
    void nothingReachesTheTerminalThatMovesTheCursor() {
        expect(SourceLine.of("a \u001b[2J \u202e b", 3, 1), "a \ufffd[2J \ufffd b", "  ^");
    }

    @Test
    void theEndOfALineCanBeMarked() {
        expect(SourceLine.of("abc", 4, 1), "abc", "   ^");
        expect(SourceLine.of("", 1, 1), "", "^");
        expect(SourceLine.of("abc", 2, 99), "abc", " ^^");
    }

    @Test
    void ofALongLineThePartWithTheMark() {
        SourceLine line = SourceLine.of("x".repeat(500) + "y" + "z".repeat(500), 501, 1);
        assertThat(line.shown()).hasSize(166).startsWith("...xx").endsWith("zz...");
        assertThat(line.shown().charAt(line.marks().indexOf('^'))).isEqualTo('y');
    }

    @Test
    void coloursOnlyOnATerminalThatWantsThem() {
        assertThat(Style.of(Map.of("TERM", "xterm"), "/dev/pts/3")).isEqualTo(Style.COLOURED);
        assertThat(Style.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), "/dev/pts/3")).isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of("TERM", "xterm", "NO_COLOR", ""), "/dev/pts/3")).isEqualTo(Style.COLOURED);
        assertThat(Style.of(Map.of("TERM", "dumb"), "/dev/pts/3")).isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of(), "/dev/pts/3")).isEqualTo(Style.PLAIN);
        assertThat(Style.of(Map.of("TERM", "xterm"), "/tmp/log")).isEqualTo(Style.PLAIN);
        StringWriter out = new StringWriter();
        new TextReport(new PrintWriter(out), Style.COLOURED).print(List.of(Diagnostic.error("VB0001", "no", new Origin("f", 1, 1, 1), Optional.empty())));
        assertThat(out.toString()).startsWith("\u001b[1mf:1:1\u001b[0m: \u001b[1;31merror VB0001\u001b[0m: no\n");
    }

    private static void expect(SourceLine line, String shown, String marks) {
        assertThat(line.shown()).isEqualTo(shown);
        assertThat(line.marks()).isEqualTo(marks);
    }
}
