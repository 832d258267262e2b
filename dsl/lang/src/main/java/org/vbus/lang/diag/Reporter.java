// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.diag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;

/** Collects what the steps of one run have to say. */
public final class Reporter {
    /** More errors than anybody reads; what goes on after them only costs time. */
    public static final int MAX_ERRORS = 500;

    /** Ends a run that has found enough. */
    public static final class Enough extends RuntimeException {
        private Enough() {
            super("enough errors", null, false, false);
        }
    }

    private final List<Diagnostic> all = new ArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private int errors;

    /**
     * Notes a message at a place; the same message at the same place counts once.
     *
     * @throws Enough with the last error that is worth telling
     */
    public void report(Origin place, Message message) {
        Diagnostic diagnostic = message.at(place);
        // an origin has no identity of its own, so the place goes in as text
        if (seen.add(place + " " + diagnostic.code() + " " + diagnostic.message())) {
            all.add(diagnostic);
            errors += diagnostic.isError() ? 1 : 0;
            if (errors >= MAX_ERRORS) {
                throw new Enough();
            }
        }
    }

    /** How many errors so far. */
    public int errors() {
        return errors;
    }

    /** Whether anything so far forbids output. */
    public boolean failed() {
        return errors > 0;
    }

    /** Everything so far, by file, line, column and number. */
    public List<Diagnostic> sorted() {
        if (all.size() < 2) {
            // making the order takes a while, and most runs have nothing to say
            return List.copyOf(all);
        }
        return all.stream().sorted(Comparator.comparing((Diagnostic d) -> d.origin().file())
                .thenComparingInt(d -> d.origin().line())
                .thenComparingInt(d -> d.origin().column())
                .thenComparing(Diagnostic::code)
                .thenComparing(Diagnostic::message)).toList();
    }
}
