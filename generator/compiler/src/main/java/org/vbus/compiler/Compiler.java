// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.vbus.backends.Backend;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;
import org.vbus.model.diag.Diagnostic;

/** The steps. Each reports; whether to go on is decided here. One instance compiles many requests, one at a time; any thread may make one. */
public final class Compiler {
    private final FrontEnd frontEnd = FrontEnd.create();

    /** Reads and checks specs, writes nothing. */
    public Outcome check(Request request) {
        Parsed parsed = frontEnd.load(request.inputs(), request.includes());
        return Outcome.of(Optional.of(parsed.specs()).filter(specs -> parsed.ok()), parsed.diagnostics());
    }

    /**
     * Checks specs and brings the outputs of the back ends to a folder: all of them, or nothing when there is an error.
     *
     * @throws IOException when an output cannot be written
     */
    public Outcome generate(Request request, List<Backend> backends, Path target) throws IOException {
        return generate(request, backends, new OutputTree(target), Outcome::failed);
    }

    /**
     * The same where more than an error may forbid the outputs.
     *
     * @param target is closed in the end
     * @param forbids asked after each step that may find something
     * @throws IOException when an output cannot be written
     */
    public Outcome generate(Request request, List<Backend> backends, Outputs target, Predicate<Outcome> forbids) throws IOException {
        try (Outputs outputs = target) {
            return run(request, backends, outputs, forbids);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Outcome run(Request request, List<Backend> backends, Outputs outputs, Predicate<Outcome> forbids) throws IOException {
        Outcome checked = check(request);
        if (forbids.test(checked) || checked.specs().isEmpty()) {
            return checked;
        }
        List<Diagnostic> diagnostics = new ArrayList<>(checked.diagnostics());
        backends.forEach(backend -> diagnostics.addAll(backend.obstacles(checked.specs().get())));
        Outcome expressible = Outcome.of(checked.specs(), sorted(diagnostics));
        if (forbids.test(expressible)) {
            return expressible;
        }
        backends.forEach(backend -> backend.generate(checked.specs().get(), outputs));
        return new Outcome(checked.specs(), expressible.diagnostics(), Optional.of(outputs.publish()));
    }

    /** By place; what two back ends say in the same words stands once. */
    private static List<Diagnostic> sorted(List<Diagnostic> diagnostics) {
        Set<String> seen = new HashSet<>();
        // an origin has no identity of its own, so the place goes in as text
        return diagnostics.stream().filter(d -> seen.add(d.origin() + " " + d.code() + " " + d.message())).sorted(Comparator.comparing((Diagnostic d) -> d.origin().file())
                .thenComparingInt(d -> d.origin().line()).thenComparingInt(d -> d.origin().column()).thenComparing(Diagnostic::code)).toList();
    }
}
