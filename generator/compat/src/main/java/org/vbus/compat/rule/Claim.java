// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;

/**
 * A kind of change that a rule judges. What no rule claims is reported as not judged.
 *
 * @param change key of a fact, or how the element was found again, in lower case
 */
public record Claim(Kind kind, String change) {
    static final String ADDED = "added";
    static final String REMOVED = "removed";
    static final String RENAMED = "renamed";
    static final String MOVED = "moved";
    static final String KIND = "kind";

    /** Other values of facts. */
    public static Set<Claim> facts(Collection<Kind> kinds, Fact... facts) {
        Set<Claim> claims = new LinkedHashSet<>();
        kinds.forEach(kind -> Arrays.stream(facts).forEach(fact -> claims.add(new Claim(kind, fact.key()))));
        return claims;
    }

    public static Set<Claim> added(Kind... kinds) {
        return all(ADDED, kinds);
    }

    public static Set<Claim> removed(Kind... kinds) {
        return all(REMOVED, kinds);
    }

    public static Set<Claim> renamed(Kind... kinds) {
        return all(RENAMED, kinds);
    }

    public static Set<Claim> moved(Kind... kinds) {
        return all(MOVED, kinds);
    }

    /** Something of the same name became another kind of thing. */
    public static Set<Claim> otherKind(Kind... kinds) {
        return all(KIND, kinds);
    }

    /** Several sets in one. */
    @SafeVarargs
    public static Set<Claim> and(Set<Claim>... sets) {
        Set<Claim> all = new LinkedHashSet<>();
        Arrays.stream(sets).forEach(all::addAll);
        return all;
    }

    private static Set<Claim> all(String change, Kind... kinds) {
        Set<Claim> claims = new LinkedHashSet<>();
        Arrays.stream(kinds).forEach(kind -> claims.add(new Claim(kind, change)));
        return claims;
    }
}
