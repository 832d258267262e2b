// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few thousand hostile inputs on every build; {@code it/fuzz} is for more. */
class FuzzTest {
    private static final long INPUTS = 3000;
    private static final long SEED = 1;
    private static final Path HOME = Path.of("../..");

    @Test
    void hostileInputIsRefusedOrCompiled() throws IOException {
        Tally tally = Fuzz.run(INPUTS, SEED, Path.of("target/fuzz").toAbsolutePath());
        assertThat(tally.clean()).as(tally.toString()).isTrue();
    }

    @Test
    void equalNumbersGiveEqualInputs() throws IOException {
        Corpus corpus = new Corpus(HOME);
        Strategies strategies = new Strategies(corpus, new Phrases(corpus));
        Strategies again = new Strategies(corpus, new Phrases(corpus));
        for (String name : strategies.names()) {
            Input input = strategies.get(name).next(new Random(7));
            assertThat(input.files()).as(name).isNotEmpty();
            assertThat(again.get(name).next(new Random(7))).usingRecursiveComparison().as(name).isEqualTo(input);
        }
    }

    /** What the oracle would not notice, nobody would. */
    @Test
    void theOracleTellsGoodFromBad(@TempDir Path dir) throws IOException {
        try (Noise noise = new Noise()) {
            Oracle oracle = new Oracle(HOME.toAbsolutePath().normalize(), dir.toRealPath().resolve("work"), noise);
            assertThat(oracle.judge(Input.of("package p\nconst A : u32 = 1\n"), Oracle.Outputs.WHOLE)).isEqualTo(new Oracle.Verdict(true, java.util.Optional.empty()));
            assertThat(oracle.judge(Input.of("package p\nconst A : u32 = B\n"), Oracle.Outputs.WHOLE)).isEqualTo(new Oracle.Verdict(false, java.util.Optional.empty()));
            System.err.println("said");
            assertThat(noise.heard()).contains("said");
            for (Input.Entry entry : List.<Input.Entry>of(new Input.Folder("x.vbus"), new Input.Link("x.vbus", "x.vbus"))) {
                assertThat(oracle.judge(new Input(List.of(entry), List.of("x.vbus")), Oracle.Outputs.CHECKED).fault()).isEmpty();
            }
        }
    }
}
