// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The imports of one file. A class whose simple name means something else there is written out in full. */
public final class Imports {
    private final String packageName;
    private final Predicate<String> occupied;
    private final Map<String, String> bySimpleName = new TreeMap<>();

    /**
     * Imports of a file.
     *
     * @param occupied simple names that the file or its package declares
     */
    public Imports(String packageName, Predicate<String> occupied) {
        this.packageName = packageName;
        this.occupied = occupied;
    }

    /** What to write for a class of another package, or of this one. */
    public String use(String className) {
        int dot = className.lastIndexOf('.');
        String simple = className.substring(dot + 1);
        if (className.substring(0, dot).equals(packageName)) {
            return simple;
        }
        if (occupied.test(simple) || !bySimpleName.getOrDefault(simple, className).equals(className)) {
            return className;
        }
        bySimpleName.put(simple, className);
        return simple;
    }

    /** Sorted. */
    public List<String> lines() {
        return bySimpleName.values().stream().sorted().toList();
    }

    /** Drops the imports that a text does not need: which classes it names is known only once it is text. */
    public static String withoutIdle(String text) {
        int first = text.indexOf("\nimport ") + 1;
        if (first == 0) {
            return text;
        }
        int end = first;
        Map<String, String> idle = new LinkedHashMap<>();
        while (text.startsWith("import ", end)) {
            int next = text.indexOf('\n', end) + 1;
            String line = text.substring(end, next);
            idle.put(line.substring(line.lastIndexOf('.') + 1, line.indexOf(';')), line);
            end = next;
        }
        String imports = text.substring(first, end);
        dropUsed(text, end, idle.keySet());
        for (String line : idle.values()) {
            imports = imports.replace(line, "");
        }
        return text.substring(0, first) + imports + text.substring(end);
    }

    /** Drops the names that stand as words in a text, those in comments too; makes no string of each word, as texts are long. */
    private static void dropUsed(String text, int from, Set<String> names) {
        Map<Character, List<String>> byInitial = new HashMap<>();
        names.forEach(name -> byInitial.computeIfAbsent(name.charAt(0), initial -> new ArrayList<>()).add(name));
        char[] code = text.toCharArray();
        boolean inWord = false;
        for (int at = from; at < code.length; at++) {
            char c = code[at];
            List<String> candidates = inWord ? null : byInitial.get(c);
            if (candidates != null) {
                int start = at;
                candidates.removeIf(name -> isWordAt(name, text, start) && names.remove(name));
            }
            inWord = isWord(c);
        }
    }

    private static boolean isWordAt(String name, String text, int start) {
        int end = start + name.length();
        return text.startsWith(name, start) && (end == text.length() || !isWord(text.charAt(end)));
    }

    /** Names of specs, and so of classes, are ASCII. */
    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
