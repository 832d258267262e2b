// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;

/** Whether one name looks like a new spelling of another, rather than a new thing that took its number. */
public final class Names {
    private static final int ABBREVIATION = 3;

    private Names() { }

    /** Their words are mostly the same, with none in one that says the opposite of one in the other; or their documentation is the same. */
    public static boolean alike(Element before, Element after) {
        return before.get(Fact.DOC).isPresent() && before.get(Fact.DOC).equals(after.get(Fact.DOC)) || alike(before.name(), after.name());
    }

    static boolean alike(String before, String after) {
        List<String> a = words(before);
        List<String> b = words(after);
        List<String> gone = without(a, b);
        List<String> come = without(b, a);
        if (gone.stream().anyMatch(word -> come.stream().anyMatch(other -> Opposites.are(word, other) || isAnotherOf(word, other)))) {
            return false;
        }
        String all = String.join("", a);
        String others = String.join("", b);
        return isLonger(all, others) || isMistyped(all, others) || mostlySame(a, b);
    }

    /** That both get something makes them no more alike than what they get. */
    private static boolean mostlySame(List<String> a, List<String> b) {
        List<String> one = a.stream().filter(word -> !Opposites.isVerb(word)).toList();
        List<String> other = b.stream().filter(word -> !Opposites.isVerb(word)).toList();
        return one.isEmpty() || other.isEmpty() ? isMost(a, b) : isMost(one, other);
    }

    /** All words of one are in the other, or at least half of the words of the longer one are in both. */
    private static boolean isMost(List<String> a, List<String> b) {
        List<String> left = new ArrayList<>(b);
        int same = 0;
        for (String word : a) {
            // an equal one first, so that another does not take it
            if (left.remove(word) || left.stream().filter(other -> isSpelling(word, other)).findFirst().map(left::remove).orElse(false)) {
                same++;
            }
        }
        return same > 0 && (same == Math.min(a.size(), b.size()) || 2 * same >= Math.max(a.size(), b.size()));
    }

    private static List<String> words(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("_")).filter(word -> !word.isEmpty()).toList();
    }

    private static List<String> without(List<String> words, List<String> those) {
        List<String> rest = new ArrayList<>(words);
        those.forEach(rest::remove);
        return rest;
    }

    /** Two of several, by their numbers or letters: {@code tso4} and {@code tso6}, {@code x} and {@code y}. */
    private static boolean isAnotherOf(String word, String other) {
        return word.length() == 1 && other.length() == 1 || !sameNumbers(word, other)
                && word.replaceAll("\\d", "").equals(other.replaceAll("\\d", ""));
    }

    /** One word in two ways: more at its end, letters left out, a few mistaken. */
    private static boolean isSpelling(String a, String b) {
        return isLonger(a, b) || isAbbreviation(a, b) || isAbbreviation(b, a) || isMistyped(a, b);
    }

    private static boolean isLonger(String a, String b) {
        return a.equals(b) || sameNumbers(a, b) && Math.min(a.length(), b.length()) > 1 && (a.startsWith(b) || b.startsWith(a));
    }

    private static boolean isMistyped(String a, String b) {
        return sameNumbers(a, b) && distance(a, b) * 3 < Math.min(a.length(), b.length());
    }

    private static boolean isAbbreviation(String shorter, String longer) {
        int at = 0;
        for (int i = 0; i < longer.length() && at < shorter.length(); i++) {
            at += shorter.charAt(at) == longer.charAt(i) ? 1 : 0;
        }
        return sameNumbers(shorter, longer) && shorter.length() >= ABBREVIATION && 2 * shorter.length() >= longer.length() && at == shorter.length()
                && shorter.charAt(0) == longer.charAt(0);
    }

    /** Unless both have some, and others. */
    private static boolean sameNumbers(String a, String b) {
        String one = a.replaceAll("\\D", "");
        String other = b.replaceAll("\\D", "");
        return one.isEmpty() || other.isEmpty() || one.equals(other);
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
