// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.resource.Resource;
import org.vbus.lang.Analysis;
import org.vbus.lang.Unit;
import org.vbus.lang.names.Occurrence;
import org.vbus.lang.names.Occurrences;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lsp.text.Text;
import org.vbus.model.SpecSet;

/** What is known of one file at one time. */
public final class Known {
    private static final SpecSet NOTHING = new SpecSet(List.of(), List.of());

    private final Analysis analysis;
    private final Text text;
    private final Map<Path, Stamp> stamps;
    private final long generation;
    private final SpecSet lastGood;
    private final Optional<Known> understood;
    private final Map<Resource, Unit> units = new IdentityHashMap<>();
    private final Map<Unit, Text> texts = new IdentityHashMap<>();
    private List<Occurrence> occurrences;
    private Symbols symbols;

    Known(Analysis analysis, Text text, Map<Path, Stamp> stamps, long generation, Optional<Known> before) {
        this.analysis = analysis;
        this.text = text;
        this.stamps = Map.copyOf(stamps);
        this.generation = generation;
        this.lastGood = analysis.ok() ? analysis.specs() : before.map(Known::lastGood).orElse(NOTHING);
        // not itself and not a chain: what was known long ago is of no use
        this.understood = analysis.own().isPresent() ? Optional.empty() : before.flatMap(known -> known.unit().isPresent() ? Optional.of(known) : known.understood);
        analysis.units().forEach(unit -> units.put(unit.model().eResource(), unit));
    }

    public Path file() {
        return analysis.file();
    }

    public Analysis analysis() {
        return analysis;
    }

    /** The text that all offsets are in. */
    public Text text() {
        return text;
    }

    /** The file itself as far as it was understood. */
    public Optional<Unit> unit() {
        return analysis.own();
    }

    /** This, or, of a text of which nothing can be understood, what was known of the last that could. */
    public Known understood() {
        return understood.orElse(this);
    }

    /** The model of the text; empty when it has errors. */
    public Optional<SpecSet> specs() {
        return analysis.ok() && !analysis.specs().specs().isEmpty() ? Optional.of(analysis.specs()) : Optional.empty();
    }

    /** The model of the last text without errors; without anything if there was none. */
    public SpecSet lastGood() {
        return lastGood;
    }

    /** Names of the file, in its order. */
    public List<Occurrence> occurrences() {
        if (occurrences == null) {
            occurrences = unit().map(unit -> Occurrences.of(unit, analysis.units())).orElse(List.of());
        }
        return occurrences;
    }

    /** The name that is written at an offset, or ends there. */
    public Optional<Occurrence> at(int offset) {
        List<Occurrence> here = new ArrayList<>();
        for (Occurrence one : occurrences()) {
            if (one.offset() <= offset && offset <= one.end()) {
                here.add(one);
            }
        }
        // of two that touch, the one that begins here
        return here.isEmpty() ? Optional.empty() : Optional.of(here.get(here.size() - 1));
    }

    /** Names of expressions. */
    public Symbols symbols() {
        if (symbols == null) {
            symbols = new Symbols(analysis.units());
        }
        return symbols;
    }

    /** The file that has an element. */
    public Optional<Unit> unitOf(EObject element) {
        return Optional.ofNullable(units.get(element.eResource()));
    }

    /** The text of one of the files. */
    public Text textOf(Unit unit) {
        return unit.requested() ? text : texts.computeIfAbsent(unit, key -> new Text(key.source().text()));
    }

    /** Files that were read, or should have been. */
    public Map<Path, ?> read() {
        return stamps;
    }

    boolean holds(java.util.function.Function<Path, Stamp> now, long currentGeneration) {
        return generation == currentGeneration && stamps.entrySet().stream().allMatch(entry -> now.apply(entry.getKey()).equals(entry.getValue()));
    }
}
