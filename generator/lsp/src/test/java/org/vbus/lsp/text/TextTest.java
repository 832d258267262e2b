// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.Test;
import org.vbus.model.Origin;

/** Places of editors and of the compiler are the same characters. */
class TextTest {
    @Test
    void editorsCountUnitsAndTheCompilerCharacters() {
        Text text = new Text("a\n\ud83d\ude00b c\r\nd");
        assertThat(text.range(new Origin("f", 2, 2, 1))).isEqualTo(new Range(new Position(1, 2), new Position(1, 3)));
        assertThat(text.offset(new Position(1, 2))).isEqualTo(4);
        assertThat(text.position(4)).isEqualTo(new Position(1, 2));
        // the line ends before its line feed
        assertThat(text.offset(new Position(1, 99))).isEqualTo(text.content().indexOf('\r'));
        assertThat(text.offset(new Position(99, 0))).isEqualTo(text.content().length());
        assertThat(text.offset(new Position(-1, -1))).isZero();
    }

    @Test
    void everyOffsetIsAPlaceAndBack() {
        Text text = new Text("one\n\ntwo three\nfour");
        for (int i = 0; i <= text.content().length(); i++) {
            assertThat(text.offset(text.position(i))).isEqualTo(i);
        }
    }

    @Test
    void editsMakeOneTextOfAnother() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            String before = lines(random);
            String after = lines(random);
            String result = before;
            List<TextEdit> edits = LineDiff.of(before, after);
            for (int j = edits.size() - 1; j >= 0; j--) {
                result = new Text(result).with(edits.get(j).getRange(), edits.get(j).getNewText()).content();
            }
            assertThat(result).isEqualTo(after);
        }
        assertThat(LineDiff.of("a\nb\nc\n", "a\nx\nc\n")).containsExactly(new TextEdit(new Range(new Position(1, 0), new Position(2, 0)), "x\n"));
    }

    private static String lines(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(3))).append(i == 1 && random.nextBoolean() ? "" : "\n");
        }
        return text.toString();
    }
}
