// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The imports of one file. A class whose simple name means something else there is written out in full. */
final class Imports {
    private final String packageName;
    private final Predicate<String> occupied;
    private final Map<String, String> bySimpleName = new TreeMap<>();

    /**
     * Imports of a file.
     *
     * @param occupied simple names that the file or its package declares
     */
    Imports(String packageName, Predicate<String> occupied) {
        this.packageName = packageName;
        this.occupied = occupied;
    }

    /** What to write for a class of another package, or of this one. */
    String use(String className) {
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
    List<String> lines() {
        return bySimpleName.values().stream().sorted().toList();
    }
}
