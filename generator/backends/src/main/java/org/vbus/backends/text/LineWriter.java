// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

import java.io.IOException;
import java.io.Writer;
import org.stringtemplate.v4.AutoIndentWriter;

/**
 * Collects the text of one file, indented as the stock writer does, but line by line: that one moves every character on its
 * own. Lines end with a line feed on every machine.
 */
final class LineWriter extends AutoIndentWriter {
    private final StringBuilder text;

    LineWriter() {
        this(new StringBuilder(16 << 10));
    }

    private LineWriter(StringBuilder text) {
        super(new Appender(text), "\n");
        this.text = text;
    }

    @Override
    public int write(String piece) throws IOException {
        // a carriage return belongs to no line
        String lines = piece.indexOf('\r') < 0 ? piece : piece.replace("\r", "");
        int before = text.length();
        int from = 0;
        for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', from)) {
            part(lines, from, end);
            text.append('\n');
            atStartOfLine = true;
            charPosition = 0;
            from = end + 1;
        }
        part(lines, from, lines.length());
        charIndex = text.length();
        return text.length() - before;
    }

    private void part(String lines, int from, int end) throws IOException {
        if (from == end) {
            return;
        }
        if (atStartOfLine) {
            indent();
            atStartOfLine = false;
        }
        text.append(lines, from, end);
        charPosition += end - from;
    }

    /** Everything that was written. */
    String text() {
        return text.toString();
    }

    /** For what the stock writer writes itself. */
    private static final class Appender extends Writer {
        private final StringBuilder text;

        Appender(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void write(char[] characters, int from, int count) {
            text.append(characters, from, count);
        }

        @Override
        public void write(String piece, int from, int count) {
            text.append(piece, from, from + count);
        }

        @Override
        public void flush() {
            // nothing waits
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
