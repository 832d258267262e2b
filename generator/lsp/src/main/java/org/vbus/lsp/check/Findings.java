// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.abi.Judged;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/** What an edit breaks of what is frozen beside the spec, as {@code vbusc check-abi} finds it. */
final class Findings {
    /**
     * One finding at a place of the spec.
     *
     * @param code of the rule
     * @param release it was judged against
     * @param place in the spec
     * @param before in the frozen release, if it is there
     * @param gone whether what it is about is in the spec no longer
     */
    record Found(String code, Severity severity, String release, String message, Origin place, Optional<Origin> before, boolean gone) { }

    private Findings() { }

    /** All that count and are at least warnings; the same of several releases once. */
    static List<Found> of(Engine engine, SpecSet specs) {
        Spec spec = specs.requestedSpecs().get(0);
        if (engine.extracts().holds(java.nio.file.Path.of(spec.meta().origin().file()))) {
            // what came in a jar was judged where it was made
            return List.of();
        }
        List<Found> all = new ArrayList<>();
        try {
            for (Freezer.Answer answer : engine.freezer().judge(specs)) {
                // the newest first: what it says need not be said of those before it
                for (int i = answer.comparisons().size() - 1; i >= 0; i--) {
                    Judged judged = answer.comparisons().get(i);
                    judged.findings().stream().filter(finding -> finding.counts(Severity.WARNING)).map(finding -> found(finding, judged.old(), spec))
                            .filter(one -> all.stream().noneMatch(other -> same(one, other))).forEach(all::add);
                }
            }
        } catch (BadFileException e) {
            all.add(new Found(e.rule(), Severity.ERROR, "", e.getMessage(), spec.meta().origin(), Optional.empty(), false));
        } catch (IOException e) {
            all.add(new Found("LOCK_UNREADABLE", Severity.ERROR, "", String.valueOf(e.getMessage()), spec.meta().origin(), Optional.empty(), false));
        }
        return all;
    }

    private static boolean same(Found one, Found other) {
        return one.code().equals(other.code()) && one.place().toString().equals(other.place().toString()) && one.message().equals(other.message());
    }

    private static Found found(Finding finding, String release, Spec spec) {
        String who = finding.breaks().stream().map(Deployment::words).collect(Collectors.joining(", "));
        String message = finding.path() + ": " + finding.message() + (who.isEmpty() ? "" : "\nhits: " + who) + "\ninstead: " + finding.remedy();
        return new Found(finding.rule(), finding.severity(), release, message, place(finding.pair(), spec), finding.before().filter(origin -> !origin.file().isEmpty()),
                finding.after().isEmpty());
    }

    /** Its own place, else that of what it was in. */
    private static Origin place(Pair pair, Spec spec) {
        for (Optional<Pair> at = Optional.of(pair); at.isPresent(); at = at.get().parent()) {
            Optional<Origin> here = at.get().maybeAfter().map(element -> element.origin()).filter(origin -> origin.file().equals(spec.meta().origin().file()));
            if (here.isPresent()) {
                return here.get();
            }
        }
        return spec.meta().origin();
    }
}
