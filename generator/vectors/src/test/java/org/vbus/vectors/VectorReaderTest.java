// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorReaderTest {
    private static final String GOOD = """
            { "spec": "linux.x", "release": "1.0", "names": { "N": 5, "M": "0xff", "T": "text" }, "blocks": { "C": "b" },
              "vectors": [
                { "name": "one", "type": "s", "values": { "a": 1, "b[0].c": "-" }, "little": ["01 02", "03"], "big": [], "refused": { "java": "rule" } },
                { "name": "two", "type": "s", "like": "one", "values": { "a": -3 }, "length": 4, "little": [], "big": [] } ] }
            """;

    @Test
    void whatIsThereIsRead() {
        VectorFile file = VectorReader.parse(GOOD);
        assertThat(file.names()).containsEntry("N", Value.of(5)).containsEntry("M", new Value.Number(BigInteger.valueOf(255), true))
                .containsEntry("T", new Value.Text("text"));
        assertThat(file.vectors().get(0).little()).isEqualTo("010203");
        assertThat(file.vectors().get(0).refused()).containsEntry("java", "rule");
        assertThat(file.vectors().get(1).length()).hasValue(4);
        assertThat(file.values(file.vectors().get(1))).containsEntry("a", Value.of(-3)).containsEntry("b[0].c", new Value.Text("-"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        VectorFile file = VectorReader.parse(GOOD);
        String text = VectorWriter.write(file);
        assertThat(VectorReader.parse(text)).isEqualTo(file);
        assertThat(VectorWriter.write(VectorReader.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"release\": \"1.0\", | \"release\": \"1.0\", \"more\": 1, | unknown key `more`",
        "\"release\": \"1.0\", | | missing: release",
        "\"release\": \"1.0\", | \"release\": \"1.0\", \"release\": \"1.0\", | `release` stands twice",
        "\"N\": 5, | \"N\": 5, \"N\": 6, | `N` stands twice",
        "\"N\": 5 | \"N\": 5.5 | 5.5 is not a whole number",
        "\"N\": 5 | \"N\": 12345678901234567 | is not a whole number",
        "\"N\": 5 | \"N\": 05 | not the JSON",
        "\"N\": 5 | \"N\": null | a text is expected",
        "\"0xff\" | \"0xFF\" | \"0xFF\" is not 0x and",
        "\"0xff\" | \"0x11112222333344445\" | is not 0x and",
        "\"01 02\" | \"01 0\" | is not pairs",
        "\"01 02\" | \"01 0G\" | is not pairs",
        "\"length\": 4 | \"length\": -1 | a length of",
        "\"length\": 4 | \"size\": 4 | unknown key `size`",
        "\"type\": \"s\", \"like\" | \"like\" | missing: type",
        "\"like\": \"one\" | \"like\": \"two\" | which does not stand before it",
        "\"name\": \"two\" | \"name\": \"one\" | two vectors are called `one`",
        "{ \"spec\" | { // comment\\n \"spec\" | not the JSON",
        "{ \"spec\" | [ \"spec\" | not the JSON",
    })
    void whatIsWrongIsRefused(String from, String to, String message) {
        String wrong = GOOD.replace(from, to == null ? "" : to.replace("\\n", "\n"));
        assertThat(wrong).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> VectorReader.parse(wrong)).isInstanceOf(VectorException.class).hasMessageContaining(message);
    }

    @Test
    void nothingFollowsAndNothingIsCutOff() {
        assertThatThrownBy(() -> VectorReader.parse(GOOD + "{}")).isInstanceOf(VectorException.class);
        for (int length = 0; length < GOOD.strip().length(); length++) {
            String cut = GOOD.substring(0, length);
            assertThatThrownBy(() -> VectorReader.parse(cut)).as(cut).isInstanceOf(VectorException.class);
        }
    }
}
