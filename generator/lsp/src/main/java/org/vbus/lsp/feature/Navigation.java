// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.vbus.lang.names.Members;
import org.vbus.lang.names.Occurrence;
import org.vbus.lang.names.Occurrences;
import org.vbus.lang.vbus.Model;
import org.vbus.lsp.check.Checks;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.text.Text;

/** From a name to its declaration, and from a declaration to every place that names it, in all files of the workspace. */
public final class Navigation {
    /** A declaration, whichever analysis found it: two of them never share objects. */
    record Target(Path file, int offset, String name) { }

    private final Engine engine;
    private final Checks checks;

    public Navigation(Engine engine, Checks checks) {
        this.engine = engine;
        this.checks = checks;
    }

    /** Where the name at a place is declared; for a package, its file. */
    public List<Location> definition(Known known, Position position) {
        return known.at(known.text().offset(position)).flatMap(one -> checks.location(one.target(), known)).map(List::of).orElse(List.of());
    }

    /** Where the type of what is named at a place is declared. */
    public List<Location> typeDefinition(Known known, Position position) {
        return known.at(known.text().offset(position)).flatMap(one -> Members.typeOf(one.target())).filter(org.vbus.lang.vbus.NamedRef.class::isInstance)
                .map(type -> ((org.vbus.lang.vbus.NamedRef) type).getType()).filter(type -> type != null && !type.eIsProxy())
                .flatMap(type -> checks.location(type, known)).map(List::of).orElse(List.of());
    }

    /** Every place of the workspace that names what is named at a place. */
    public List<Location> references(Known known, Position position, boolean withDeclaration) {
        Optional<Target> target = known.at(known.text().offset(position)).flatMap(one -> target(one.target(), known));
        List<Location> places = new ArrayList<>();
        target.ifPresent(wanted -> uses(wanted, known).forEach((file, found) -> found.occurrences.stream().filter(one -> withDeclaration || !one.declaration())
                .forEach(one -> places.add(new Location(engine.buffers().uri(file), found.text.range(one.offset(), one.length()))))));
        return places;
    }

    /** The places of one file that name what is named at a place. */
    public List<DocumentHighlight> highlights(Known known, Position position) {
        return known.at(known.text().offset(position)).map(one -> known.occurrences().stream().filter(other -> other.target() == one.target())
                .map(other -> new DocumentHighlight(known.text().range(other.offset(), other.length()),
                        other.declaration() ? DocumentHighlightKind.Write : DocumentHighlightKind.Read)).toList()).orElse(List.of());
    }

    /** The uses of a declaration in one file. */
    record Uses(Text text, List<Occurrence> occurrences) { }

    /** A declaration as all analyses know it. */
    static Optional<Target> target(EObject declaration, Known known) {
        return known.unitOf(declaration).flatMap(unit -> Occurrences.nameOf(declaration)
                .map(node -> new Target(unit.source().path(), node.getTextRegion().getOffset(), Members.name(declaration).orElse(""))));
    }

    /** By file, those of files first that declare it. */
    Map<Path, Uses> uses(Target target, Known from) {
        Set<Path> files = new LinkedHashSet<>();
        files.add(target.file());
        files.add(from.file());
        files.addAll(engine.library().files());
        String word = target.name().substring(target.name().lastIndexOf('.') + 1);
        Map<Path, Uses> uses = new LinkedHashMap<>();
        for (Path file : files) {
            Optional<Text> text = checks.text(file);
            // looking for the word is much cheaper than understanding the file
            if (text.isEmpty() || !text.get().content().contains(word)) {
                continue;
            }
            Known known = engine.of(file);
            List<Occurrence> found = known.occurrences().stream().filter(one -> target(one.target(), known).filter(target::equals).isPresent()).toList();
            if (!found.isEmpty()) {
                uses.put(file, new Uses(known.text(), found));
            }
        }
        return uses;
    }

    /** Whether a declaration is a package, whose name is spread over files and folders. */
    static boolean isPackage(EObject declaration) {
        return declaration instanceof Model;
    }
}
