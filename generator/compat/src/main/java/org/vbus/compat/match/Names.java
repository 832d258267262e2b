// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;

/** Whether one name looks like a new spelling of another, rather than a new thing that took its number. */
public final class Names {
    private Names() { }

    /** They share a word, one begins with the other, few letters differ, or their documentation is the same. */
    public static boolean alike(Element before, Element after) {
        return before.get(Fact.DOC).isPresent() && before.get(Fact.DOC).equals(after.get(Fact.DOC)) || alike(before.name(), after.name());
    }

    static boolean alike(String before, String after) {
        String a = before.toLowerCase(Locale.ROOT);
        String b = after.toLowerCase(Locale.ROOT);
        Set<String> words = new HashSet<>(Arrays.asList(a.split("_")));
        words.retainAll(Arrays.asList(b.split("_")));
        int shorter = Math.min(a.length(), b.length());
        return words.stream().anyMatch(word -> word.length() > 1) || shorter > 1 && (a.startsWith(b) || b.startsWith(a))
                || distance(a, b) * 3 <= shorter;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int up = row[j];
                row[j] = Math.min(Math.min(up, row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = up;
            }
        }
        return row[b.length()];
    }
}
