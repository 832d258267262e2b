// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.source.SourceText;
import org.vbus.model.diag.Diagnostic;

/** What formatted specs look like. */
class FormatterTest {
    private static final Formatter FORMATTER = Formatter.create();

    @Test
    void membersStandInColumns() {
        becomes("package p struct s{a:u8\nlonger:u16 where longer>1,longer  <  5\n\n\nb : le32[ 4 ] [n]}", """
                package p
                struct s {
                    a      : u8
                    longer : u16 where longer > 1, longer < 5

                    b : le32[4][n]
                }
                """);
    }

    @Test
    void oneLineStaysOneLineAndSeveralOnALineStayTogether() {
        becomes("""
                package p
                flags f : u8 as F_ { A = 0 B = 1}
                device d "d" {
                  features F = 0 {
                    SG = 0 TSO4 = 1 requires SG
                    UFO = 4 requires SG }
                }
                """, """
                package p
                flags f : u8 as F_ { A = 0   B = 1 }
                device d "d" {
                    features F = 0 {
                        SG = 0   TSO4 = 1 requires SG
                        UFO = 4 requires SG
                    }
                }
                """);
    }

    @Test
    void likeIsAlignedWithLike() {
        becomes("""
                package p
                device d "d" {
                    ring rx = 0 : ioq device -> driver depth 1..8 default 4 (out f : u8[])
                    region statistics = 10 : u32[4] by device
                    call A = 0 (in a : u32)
                    /** Between. */
                    call LONGER = 1 -> s32 after A
                }
                ringtype r : h {
                    signal s
                    payload a.ptr, a.len
                    index one = a.X (h, t, f)
                    index other = a.Y (h, t, f)
                }
                model m "m" implements d { attribute x : u8 unit us rw while closed
                  attribute longer : string[16] ro }
                """, """
                package p
                device d "d" {
                    ring   rx         = 0  : ioq device -> driver depth 1..8 default 4 (out f : u8[])
                    region statistics = 10 : u32[4] by device
                    call A      = 0 (in a : u32)
                    /** Between. */
                    call LONGER = 1 -> s32 after A
                }
                ringtype r : h {
                    signal  s
                    payload a.ptr, a.len
                    index   one   = a.X (h, t, f)
                    index   other = a.Y (h, t, f)
                }
                model m "m" implements d {
                    attribute x      : u8 unit us rw while closed
                    attribute longer : string[16] ro
                }
                """);
    }

    @Test
    void propertiesAreAColumnWhereAllHaveTheSame() {
        becomes("package p\nstruct s {\nmac : u8[6] if MAC\nstatus : le16 if STATUS or MAC\n}\nstruct t {\na : u8 by driver\nlong : le16 unit us\n}\n", """
                package p
                struct s {
                    mac    : u8[6] if MAC
                    status : le16  if STATUS or MAC
                }
                struct t {
                    a    : u8 by driver
                    long : le16 unit us
                }
                """);
    }

    @Test
    void operators() {
        becomes("package p\nconst A=- 1+~ B*(2<<3)-sizeof ( s )+ sum ( a . b )\nconst B = not(1==2)and 3 in - 4 .. 5 or C . D", """
                package p
                const A = -1 + ~B * (2 << 3) - sizeof(s) + sum(a.b)
                const B = not (1 == 2) and 3 in -4..5 or C.D
                """);
    }

    @Test
    void commentsStayWhereTheyAre() {
        becomes("""
                // head

                /** Package. */
                package p // behind
                /* above */
                struct s { // of s
                  a : u8 // one
                  longer : u16   /* two */

                  // alone
                  /* leading */ b : u8 /** Doc of c. */
                  c /* in */ : u8 // wins
                     if X
                  // last
                }
                // end""", """
                // head

                /** Package. */
                package p  // behind
                /* above */
                struct s {  // of s
                    a      : u8   // one
                    longer : u16  /* two */

                    // alone
                    /* leading */ b : u8
                    /** Doc of c. */
                    c /* in */      : u8  // wins
                        if X
                    // last
                }
                // end
                """);
    }

    @Test
    void linesOfDocCommentsMoveAlong() {
        becomes("package p\ndevice d \"d\" {\n/** One.\n* Two.\n\n*/\ncall A = 0\n\t/* plain\n\t  text */\n  call B = 1\n}\n", """
                package p
                device d "d" {
                    /** One.
                     * Two.

                     */
                    call A = 0
                    /* plain
                \t  text */
                    call B = 1
                }
                """);
    }

    @Test
    void longLinesAreBrokenBetweenArgumentsAndProperties() {
        String argument = "in argument_number_one : u32 where argument_number_one <= ";
        becomes("package p\ndevice d \"d\" { call A = 0 (" + argument + "10, " + argument + "20, " + argument + "30) errors EINVAL }", """
                package p
                device d "d" {
                    call A = 0 (%1$s10, %1$s20,
                        %1$s30) errors EINVAL
                }
                """.formatted(argument));
        String field = "a_name_of_thirty_characters_xx : u32";
        becomes("package p\nstruct s { " + (field + " ").repeat(4) + "}", "package p\nstruct s {\n" + ("    " + field + "\n").repeat(4) + "}\n");
    }

    @Test
    void aBreakBeforeArgumentsIsKept() {
        becomes("package p\ndevice d virtio 1 {\nqueue q[i < n] = 2 * i : device -> driver\n(out a : u8,\nout b : u8)\n}\n", """
                package p
                device d virtio 1 {
                    queue q[i < n] = 2 * i : device -> driver
                        (out a : u8, out b : u8)
                }
                """);
    }

    @Test
    void lineEndsAreOne() {
        becomes("package p\r\n// a  \r\n/* b\r\n c */\r\nconst A = 1\r\n\r\n\r\nconst B = 2\t", "package p\n// a\n/* b\n c */\nconst A = 1\n\nconst B = 2\n");
    }

    @Test
    void otherScriptsCountAsTheyShow() {
        becomes("package p\nstruct s {\na : u8 /* Grüße, 漢字 𝄞 */ if X // ö\nlong : u8 if X // x\n}\n", """
                package p
                struct s {
                    a    : u8 /* Grüße, 漢字 𝄞 */ if X  // ö
                    long : u8                   if X  // x
                }
                """);
    }

    @Test
    void emptyBlocks() {
        becomes("package p\nstruct s {\n\n}\nstruct t {/* c */}\nstruct u {\n// c\n}", "package p\nstruct s { }\nstruct t { /* c */ }\nstruct u {\n    // c\n}\n");
    }

    @Test
    void whatDoesNotParseIsRefused() {
        assertThat(refused("")).isEqualTo("VB0101 expected `package` and a name, found an empty file");
        assertThat(refused("// only\n\n/* that */")).isEqualTo("VB0101 expected `package` and a name, found nothing but comments");
        assertThat(refused("package p\nstruct s { a u8 }")).isEqualTo("VB0101 expected `:`, found `u8`");
        assertThat(refused("package p\nstruct s {")).startsWith("VB0014 ");
        assertThat(refused("package p // a\rb\n")).isEqualTo("VB0030 a carriage return stands here without a line feed");
    }

    @Test
    void theFirstDifferenceIsReported() {
        assertThat(difference("package p\nconst A=1\nconst B=1\n")).isEqualTo("2:8 run `vbusc format`; the line becomes `const A = 1`");
        assertThat(difference("package p")).isEqualTo("1:9 run `vbusc format`; the file ends with one line break");
        assertThat(difference("package p\n\n\nconst A = 1\n")).isEqualTo("3:1 run `vbusc format`; the line becomes `const A = 1`");
        assertThat(difference("package p\r\n")).isEqualTo("1:9 run `vbusc format`; lines end with LF alone");
        assertThat(difference("package p\nconst A = 1\n")).isEmpty();
    }

    /** Most of it is the parser; what grows faster than the file would take minutes. */
    @Test
    void largeFilesAndLongLinesTakeSeconds() {
        StringBuilder structs = new StringBuilder("package p\n");
        for (int i = 0; i < 3_000; i++) {
            structs.append("struct s").append(i).append(" {\n").append("a : u32 where a > 1 // c\nb : u8[4] by driver\n".repeat(5)).append("}\n");
        }
        Assertions.assertTimeout(Duration.ofSeconds(120), () -> format(structs.toString()));
        Assertions.assertTimeout(Duration.ofSeconds(120), () -> format("package p struct s { " + "a : u32 /* c */ where a > 1 ".repeat(10_000) + "}"));
        Assertions.assertTimeout(Duration.ofSeconds(120), () -> format("package p device d \"d\" { call A = 0 (" + "in a : u32, ".repeat(20_000) + "in b : u8) }"));
    }

    private static void becomes(String written, String formatted) {
        assertThat(format(written)).isEqualTo(formatted);
        assertThat(format(formatted)).as("again").isEqualTo(formatted);
    }

    private static String format(String text) {
        Reporter reporter = new Reporter();
        return FORMATTER.format(source(text), reporter).orElseThrow(() -> new AssertionError(reporter.sorted()));
    }

    private static String refused(String text) {
        Reporter reporter = new Reporter();
        assertThat(FORMATTER.format(source(text), reporter)).isEqualTo(Optional.empty());
        List<Diagnostic> all = reporter.sorted();
        assertThat(all).hasSize(1);
        return all.get(0).code() + " " + all.get(0).message();
    }

    private static String difference(String text) {
        Reporter reporter = new Reporter();
        Formatter.compare(source(text), format(text), reporter);
        return reporter.sorted().stream().map(one -> one.origin().line() + ":" + one.origin().column() + " " + one.hint().orElse("")).findFirst().orElse("");
    }

    private static SourceText source(String text) {
        return new SourceText(Path.of("a.vbus"), "a.vbus", text);
    }
}
