// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.diag;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody who mistyped most likely meant. */
public final class Nearest {
    private Nearest() { }

    /** The candidate with the least edit distance to {@code wanted}, if one is near enough; ties go to the first in order of text. */
    public static Optional<String> to(String wanted, Collection<String> candidates) {
        int limit = Math.max(1, wanted.length() / 3);
        String best = null;
        int least = limit + 1;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - wanted.length()) > limit || candidate.equals(wanted)) {
                continue;
            }
            int distance = distance(wanted.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least || distance == least && best != null && candidate.compareTo(best) < 0) {
                best = candidate;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The nearest candidate as a hint. */
    public static Optional<String> hint(String wanted, Collection<String> candidates) {
        return to(wanted, candidates).map(name -> "did you mean `" + name + "`?");
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(before[j], row[j - 1]) + 1);
            }
            int[] swap = before;
            before = row;
            row = swap;
        }
        return before[b.length()];
    }
}
