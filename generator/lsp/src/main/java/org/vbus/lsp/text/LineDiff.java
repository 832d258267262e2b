// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.text;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;

/** The edits that make one text of another, by whole lines, so that a cursor stays where it is. */
public final class LineDiff {
    /** Steps that a search may take before all between the first and the last difference is replaced. */
    private static final int MOST_STEPS = 2_000_000;

    private LineDiff() { }

    /** The edits, from top to bottom. */
    public static List<TextEdit> of(String before, String after) {
        String[] old = before.split("(?<=\n)", -1);
        String[] now = after.split("(?<=\n)", -1);
        int head = 0;
        while (head < old.length && head < now.length && old[head].equals(now[head])) {
            head++;
        }
        int tail = 0;
        while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail].equals(now[now.length - 1 - tail])) {
            tail++;
        }
        int oldEnd = old.length - tail;
        int nowEnd = now.length - tail;
        List<TextEdit> edits = new ArrayList<>();
        if ((long) (oldEnd - head) * (nowEnd - head) > MOST_STEPS) {
            edits.add(edit(before, old, head, oldEnd, now, head, nowEnd));
            return edits;
        }
        int[][] same = longest(old, head, oldEnd, now, nowEnd);
        int i = head;
        int j = head;
        while (i < oldEnd || j < nowEnd) {
            if (i < oldEnd && j < nowEnd && old[i].equals(now[j])) {
                i++;
                j++;
                continue;
            }
            int fromOld = i;
            int fromNow = j;
            while ((i < oldEnd || j < nowEnd) && !(i < oldEnd && j < nowEnd && old[i].equals(now[j]))) {
                if (j == nowEnd || i < oldEnd && same[i + 1 - head][j - head] >= same[i - head][j + 1 - head]) {
                    i++;
                } else {
                    j++;
                }
            }
            edits.add(edit(before, old, fromOld, i, now, fromNow, j));
        }
        return edits;
    }

    /** Lines in common from each pair of lines on. */
    private static int[][] longest(String[] old, int head, int oldEnd, String[] now, int nowEnd) {
        int[][] same = new int[oldEnd - head + 2][nowEnd - head + 2];
        for (int i = oldEnd - 1; i >= head; i--) {
            for (int j = nowEnd - 1; j >= head; j--) {
                same[i - head][j - head] = old[i].equals(now[j]) ? same[i + 1 - head][j + 1 - head] + 1
                        : Math.max(same[i + 1 - head][j - head], same[i - head][j + 1 - head]);
            }
        }
        return same;
    }

    private static TextEdit edit(String before, String[] old, int from, int to, String[] now, int nowFrom, int nowTo) {
        StringBuilder text = new StringBuilder();
        for (int i = nowFrom; i < nowTo; i++) {
            text.append(now[i]);
        }
        Position end = to < old.length ? new Position(to, 0) : new Text(before).position(before.length());
        Position start = from < old.length ? new Position(from, 0) : new Text(before).position(before.length());
        return new TextEdit(new Range(start, end), text.toString());
    }
}
