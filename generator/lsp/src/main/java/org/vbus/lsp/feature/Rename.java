// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.vbus.lang.names.Occurrence;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;
import org.vbus.model.diag.Diagnostic;

/** Another name for a declaration, in every file that uses it, open or not. A name that would break a file is refused before anything is written. */
public final class Rename {
    private final Engine engine;
    private final Navigation navigation;

    public Rename(Engine engine, Navigation navigation) {
        this.engine = engine;
        this.navigation = navigation;
    }

    /** What would be renamed. */
    public PrepareRenameResult prepare(Known known, Position position) {
        Occurrence one = renamed(known, position);
        return new PrepareRenameResult(known.text().range(one.offset(), one.length()), known.text().content().substring(one.offset(), one.end()));
    }

    /** The edits of all files. */
    public WorkspaceEdit edits(Known known, Position position, String name) {
        Occurrence one = renamed(known, position);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new Refused("`" + name + "` is not a name: write letters, digits and underscores, not a digit first");
        }
        Navigation.Target target = Navigation.target(one.target(), known).orElseThrow(() -> new Refused("nothing here has a name"));
        Map<Path, Navigation.Uses> uses = navigation.uses(target, known);
        Optional<Path> foreign = uses.keySet().stream().filter(file -> !engine.library().isEditable(file)).findFirst();
        if (foreign.isPresent()) {
            throw new Refused("`" + target.name() + "` is declared or used in " + foreign.get() + ", which is not yours to edit");
        }
        Map<Path, String> texts = new HashMap<>();
        uses.forEach((file, found) -> texts.put(file, replaced(found, name)));
        verify(target, uses, texts, name);
        List<Either<TextDocumentEdit, org.eclipse.lsp4j.ResourceOperation>> changes = new ArrayList<>();
        new LinkedHashMap<>(uses).forEach((file, found) -> {
            var document = new VersionedTextDocumentIdentifier(engine.buffers().uri(file), engine.buffers().find(file).map(buffer -> buffer.version()).orElse(null));
            changes.add(Either.forLeft(new TextDocumentEdit(document, new ArrayList<>(found.occurrences().stream()
                    .map(use -> Either.<TextEdit, org.eclipse.lsp4j.SnippetTextEdit>forLeft(new TextEdit(found.text().range(use.offset(), use.length()), name))).toList()))));
        });
        return new WorkspaceEdit(changes);
    }

    private Occurrence renamed(Known known, Position position) {
        Occurrence one = known.at(known.text().offset(position)).orElseThrow(() -> new Refused("there is no name here that could be changed"));
        if (Navigation.isPackage(one.target())) {
            throw new Refused("a package cannot be renamed here: its name is also that of files and folders");
        }
        return one;
    }

    /** Where each use is afterwards, by where it is now. */
    private static Map<Integer, Integer> moved(Navigation.Uses uses, String name) {
        Map<Integer, Integer> moved = new HashMap<>();
        int shift = 0;
        for (Occurrence use : uses.occurrences()) {
            moved.put(use.offset(), use.offset() + shift);
            shift += name.length() - use.length();
        }
        return moved;
    }

    private static String replaced(Navigation.Uses uses, String name) {
        StringBuilder text = new StringBuilder(uses.text().content());
        uses.occurrences().stream().sorted(Comparator.comparingInt(Occurrence::offset).reversed()).forEach(use -> text.replace(use.offset(), use.end(), name));
        return text.toString();
    }

    /** No file may get an error that it did not have, and the name must mean the same thing in the same places as before, and nowhere else. */
    private void verify(Navigation.Target target, Map<Path, Navigation.Uses> uses, Map<Path, String> texts, String name) {
        Map<Integer, Integer> declared = uses.containsKey(target.file()) ? moved(uses.get(target.file()), name) : Map.of();
        int declaration = declared.getOrDefault(target.offset(), target.offset());
        for (Path file : uses.keySet()) {
            long before = engine.of(file).analysis().diagnostics().stream().filter(Diagnostic::isError).count();
            Known imagined = engine.imagine(file, texts);
            List<Diagnostic> after = imagined.analysis().diagnostics().stream().filter(Diagnostic::isError).toList();
            if (after.size() > before) {
                throw new Refused("`" + name + "` cannot be the name: " + after.get(0).message() + " (" + after.get(0).origin() + ")");
            }
            Set<Integer> meant = imagined.occurrences().stream().filter(one -> Navigation.target(one.target(), imagined)
                    .filter(other -> other.file().equals(target.file()) && other.offset() == declaration).isPresent()).map(Occurrence::offset).collect(Collectors.toSet());
            if (!meant.equals(new HashSet<>(moved(uses.get(file), name).values()))) {
                throw new Refused("`" + name + "` cannot be the name: something else has it where `" + target.name() + "` is used, or the other way round (" + file + ")");
            }
        }
    }
}
