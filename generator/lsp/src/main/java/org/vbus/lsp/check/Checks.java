// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;
import org.vbus.compat.rule.Pages;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.names.Occurrences;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.vbus.Import;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.lsp.text.Text;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;
import org.vbus.model.diag.Severity;

/** Everything that is wrong with a file, as editors show it. */
public final class Checks {
    private static final String SOURCE = "vbusc";

    private final Engine engine;
    private final Map<Known, List<Told>> told = new WeakHashMap<>();

    public Checks(Engine engine) {
        this.engine = engine;
    }

    /** What is wrong with a file: by itself, with what it imports, and, when nothing is, with what was released. */
    public List<Told> of(Known known) {
        return told.computeIfAbsent(known, this::look);
    }

    /** What lies beside the specs is another: releases, decisions. */
    public void forget() {
        told.clear();
    }

    private List<Told> look(Known known) {
        List<Told> all = new ArrayList<>();
        String name = PackageFinder.nameOf(known.file());
        known.analysis().diagnostics().stream().filter(one -> one.origin().file().equals(name)).map(one -> own(one, known)).forEach(all::add);
        all.addAll(imported(known, name));
        known.specs().ifPresent(specs -> Findings.of(engine, specs).forEach(found -> all.add(released(found, known))));
        all.sort(Comparator.comparing((Told one) -> one.diagnostic().getRange().getStart().getLine()).thenComparing(one -> one.diagnostic().getRange().getStart().getCharacter()));
        return all;
    }

    private Told own(Diagnostic diagnostic, Known known) {
        String words = diagnostic.message() + diagnostic.hint().map(hint -> "\nhint: " + hint).orElse("");
        org.eclipse.lsp4j.Diagnostic shown = shown(known.text().range(diagnostic.origin()), words, severity(diagnostic.severity()), diagnostic.code());
        page(diagnostic.code()).ifPresent(href -> shown.setCodeDescription(new DiagnosticCodeDescription(href)));
        shown.setRelatedInformation(diagnostic.notes().stream().flatMap(note -> location(note.origin()).stream()
                .map(place -> new DiagnosticRelatedInformation(place, note.message()))).toList());
        return new Told(shown, diagnostic.hint(), diagnostic.fix(), Optional.empty());
    }

    /** Errors of imported files keep this one from being checked: told where the import stands that leads to them. */
    private List<Told> imported(Known known, String name) {
        List<Diagnostic> errors = known.analysis().diagnostics().stream().filter(one -> one.isError() && !one.origin().file().equals(name)).toList();
        if (errors.isEmpty()) {
            return List.of();
        }
        Diagnostic first = errors.get(0);
        List<Import> imports = known.unit().map(unit -> List.copyOf(unit.model().getImports())).orElse(List.of());
        // what it imports itself, else what is imported by that
        Range place = imports.stream().filter(one -> leadsTo(one, first, known)).findFirst().or(() -> imports.stream().findFirst())
                .map(one -> known.text().range(known.analysis().places().of(one, VbusPackage.Literals.IMPORT__IMPORTED_NAMESPACE))).orElseGet(() -> known.text().range(0, 1));
        org.eclipse.lsp4j.Diagnostic shown = shown(place, "what is imported has " + (errors.size() == 1 ? "an error" : errors.size() + " errors") + ", so this file is not checked further: "
                + first.message(), DiagnosticSeverity.Error, first.code());
        shown.setRelatedInformation(errors.stream().limit(5).flatMap(error -> location(error.origin()).stream()
                .map(at -> new DiagnosticRelatedInformation(at, error.message()))).toList());
        return List.of(new Told(shown, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private boolean leadsTo(Import statement, Diagnostic error, Known known) {
        String name = String.valueOf(statement.getImportedNamespace());
        return engine.library().of(known.file()).find(name.replaceAll("\\.[^.]*$", "")).filter(file -> PackageFinder.nameOf(file).equals(error.origin().file())).isPresent();
    }

    private Told released(Findings.Found found, Known known) {
        boolean breaks = found.severity().compareTo(org.vbus.compat.rule.Severity.DANGER) >= 0;
        org.eclipse.lsp4j.Diagnostic shown = shown(known.text().range(found.place()), found.message(), breaks ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, found.code());
        page(found.code()).ifPresent(href -> shown.setCodeDescription(new DiagnosticCodeDescription(href)));
        found.before().flatMap(this::location).ifPresent(place -> shown.setRelatedInformation(
                List.of(new DiagnosticRelatedInformation(place, "as it is in release " + found.release()))));
        return new Told(shown, Optional.empty(), Optional.empty(), Optional.of(new Told.Broken(found.release(), found.before(), found.gone())));
    }

    private static org.eclipse.lsp4j.Diagnostic shown(Range range, String message, DiagnosticSeverity severity, String code) {
        return new org.eclipse.lsp4j.Diagnostic(range, message, severity, SOURCE, code);
    }

    private static DiagnosticSeverity severity(Severity severity) {
        return switch (severity) {
            case ERROR -> DiagnosticSeverity.Error;
            case WARNING -> DiagnosticSeverity.Warning;
            case NOTE -> DiagnosticSeverity.Information;
        };
    }

    /** A place of the compiler as editors name it; empty if there is no text to show. */
    public Optional<Location> location(Origin origin) {
        return engine.extracts().file(origin.file()).flatMap(file -> text(file).map(text -> new Location(engine.buffers().uri(file), text.range(origin))));
    }

    /** The text of any file. */
    public Optional<Text> text(Path file) {
        return engine.buffers().find(file).map(buffer -> buffer.text())
                .or(() -> org.vbus.compiler.SourceTexts.read(file.toString()).map(Text::new));
    }

    /** The page that explains a number, as a file that any editor opens. */
    private Optional<String> page(String code) {
        Optional<String> text = code.startsWith("VB") ? new Rule(code, Severity.ERROR, FrontEnd.class).page() : Pages.find(code);
        return text.flatMap(page -> engine.extracts().page(code, page)).map(file -> engine.buffers().uri(file));
    }

    /** Where the name of a declaration is, in whichever file. */
    public Optional<Location> location(org.eclipse.emf.ecore.EObject declaration, Known known) {
        return known.unitOf(declaration).flatMap(unit -> Occurrences.nameOf(declaration).map(node -> new Location(engine.buffers().uri(unit.source().path()),
                known.textOf(unit).range(node.getTextRegion().getOffset(), node.getTextRegion().getLength()))));
    }
}
