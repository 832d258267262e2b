// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.source;

import java.nio.file.Path;
import java.util.Arrays;
import org.vbus.model.Origin;

/** The text of one file, with its lines found once. */
public final class SourceText {
    private final Path path;
    private final String name;
    private final String text;
    private final int[] lineStarts;

    /**
     * @param path where the file is
     * @param name what messages call it
     */
    public SourceText(Path path, String name, String text) {
        this.path = path;
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    public Path path() {
        return path;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The place of {@code length} characters at an offset, cut at the end of the line. */
    public Origin origin(int offset, int length) {
        int at = Math.max(0, Math.min(offset, text.length()));
        int line = line(at);
        int column = text.codePointCount(lineStarts[line], at) + 1;
        int end = Math.min(text.length(), at + Math.max(0, length));
        int lineEnd = at;
        while (lineEnd < end && text.charAt(lineEnd) != '\n' && text.charAt(lineEnd) != '\r') {
            lineEnd++;
        }
        return new Origin(name, line + 1, column, Math.max(1, text.codePointCount(at, lineEnd)));
    }

    private int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }
}
