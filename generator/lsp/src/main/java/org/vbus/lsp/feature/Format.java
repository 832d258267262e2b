// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.format.Formatter;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.source.SourceText;
import org.vbus.lsp.project.Buffer;
import org.vbus.lsp.text.LineDiff;

/** The compiler's formatter. What does not parse is left as it is. */
public final class Format {
    private final Formatter formatter;

    public Format(Formatter formatter) {
        this.formatter = formatter;
    }

    /** The edits that format a whole text. */
    public List<TextEdit> all(Buffer buffer) {
        String text = buffer.text().content();
        Optional<String> formatted;
        try {
            formatted = formatter.format(new SourceText(buffer.path(), PackageFinder.nameOf(buffer.path()), text), new Reporter());
        } catch (Reporter.Enough e) {
            formatted = Optional.empty();
        }
        return formatted.filter(result -> !result.equals(text)).map(result -> LineDiff.of(text, result)).orElse(List.of());
    }

    /** Those of them that touch the lines of a range. */
    public List<TextEdit> some(Buffer buffer, Range range) {
        return all(buffer).stream().filter(edit -> edit.getRange().getEnd().getLine() >= range.getStart().getLine()
                && edit.getRange().getStart().getLine() <= range.getEnd().getLine()).toList();
    }
}
