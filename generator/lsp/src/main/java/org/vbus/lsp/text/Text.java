// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.text;

import java.util.Arrays;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.vbus.model.Origin;

/** A text and where its lines begin. Places outside of it are moved to its nearest edge: editors and files do not always agree. */
public final class Text {
    private final String content;
    private final int[] lines;

    public Text(String content) {
        this.content = content;
        this.lines = lines(content);
    }

    public String content() {
        return content;
    }

    /** The offset of a place. */
    public int offset(Position position) {
        if (position.getLine() >= lines.length) {
            return content.length();
        }
        int line = Math.max(0, position.getLine());
        return Math.min(lines[line] + Math.max(0, position.getCharacter()), lineEnd(line));
    }

    /** The place of an offset. */
    public Position position(int offset) {
        int at = Math.max(0, Math.min(offset, content.length()));
        int found = Arrays.binarySearch(lines, at);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line, at - lines[line]);
    }

    /** The range of {@code length} characters. */
    public Range range(int offset, int length) {
        return new Range(position(offset), position(offset + length));
    }

    /** All of it. */
    public Range all() {
        return range(0, content.length());
    }

    /** The range that the compiler marks. */
    public Range range(Origin origin) {
        int from = offset(origin.line(), origin.column());
        return range(from, points(from, origin.length()) - from);
    }

    /** The offset of a line and a column of the compiler. */
    public int offset(int line, int column) {
        if (line - 1 >= lines.length) {
            return content.length();
        }
        return points(lines[Math.max(0, line - 1)], column - 1);
    }

    /** The line that an offset is in, from 0. */
    public int line(int offset) {
        return position(offset).getLine();
    }

    /** How many lines there are. */
    public int lines() {
        return lines.length;
    }

    /** Where a line begins. */
    public int lineStart(int line) {
        return line >= lines.length ? content.length() : lines[Math.max(0, line)];
    }

    /** A text in which a range is replaced. */
    public Text with(Range range, String replacement) {
        int from = offset(range.getStart());
        int to = Math.max(from, offset(range.getEnd()));
        return new Text(content.substring(0, from) + replacement + content.substring(to));
    }

    private int points(int from, int count) {
        int end = from;
        for (int i = 0; i < count && end < content.length() && content.charAt(end) != '\n'; i++) {
            end += Character.charCount(content.codePointAt(end));
        }
        return end;
    }

    private int lineEnd(int line) {
        int end = line + 1 < lines.length ? lines[line + 1] - 1 : content.length();
        return line + 1 < lines.length && end > lines[line] && content.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private static int[] lines(String content) {
        int[] starts = new int[64];
        int count = 1;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == content.length() || content.charAt(i + 1) != '\n')) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
