// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.vbus.targets.java.JavaWords;

/** Names given out once: whoever comes later to a taken one gets underscores at its end. */
public final class Unique {
    private final Predicate<String> reserved;
    private final Set<String> taken = new HashSet<>();

    public Unique(Predicate<String> reserved) {
        this.reserved = reserved;
    }

    public Unique(Set<String> reserved) {
        this(reserved::contains);
    }

    public String claim(String name) {
        return claim(name, List::of);
    }

    /** Gives a stem whose every derived name is free. */
    String claim(String stem, Function<String, List<String>> derived) {
        String free = stem;
        List<String> names = derived.apply(free);
        while (anyTaken(names)) {
            free += "_";
            names = derived.apply(free);
        }
        taken.addAll(names);
        return free;
    }

    private boolean anyTaken(List<String> names) {
        for (String name : names) {
            if (isTaken(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTaken(String name) {
        return taken.contains(name) || reserved.test(name) || JavaWords.isReserved(name) || JavaWords.isMethodOfObject(name);
    }
}
