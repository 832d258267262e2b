// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.TextEdit;
import org.vbus.lsp.check.Checks;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.check.Told;
import org.vbus.lsp.feature.CodeActions;
import org.vbus.lsp.project.Buffers;
import org.vbus.lsp.project.Extracts;
import org.vbus.lsp.project.Library;
import org.vbus.lsp.text.Text;

/** The parts of a server without its wires, in a folder. */
public final class Fixture {
    private static final Path SPECS = Path.of("../../abi-specs").toAbsolutePath().normalize();

    public final Buffers buffers = new Buffers();
    public final Engine engine;
    public final Checks checks;
    public final CodeActions actions;
    private final Library library;
    private final Path folder;

    public Fixture(Path folder) {
        this.folder = folder;
        Extracts extracts = new Extracts(folder.resolve(".extracts"));
        library = new Library(buffers, extracts);
        library.configure(List.of(folder), List.of(), List.of(SPECS));
        engine = new Engine(buffers, library, extracts);
        checks = new Checks(engine);
        actions = new CodeActions(engine, checks);
    }

    /** Writes a file of the folder. */
    public Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        library.forget();
        return file;
    }

    /** What is wrong with a file, by number. */
    public List<String> codes(Path file) {
        return checks.of(engine.of(file)).stream().map(Fixture::code).toList();
    }

    public static String code(Told told) {
        return told.diagnostic().getCode().getLeft();
    }

    /** The actions of a file. */
    public List<CodeAction> actions(Path file) {
        Known known = engine.of(file);
        return actions.in(known, known.text().all());
    }

    /** Writes what an action makes of a file. */
    public void take(Path file, CodeAction action) throws IOException {
        Text text = new Text(Files.readString(file));
        List<TextEdit> edits = new ArrayList<>(action.getEdit().getChanges().values().iterator().next());
        // the last first, so that the others stay where they are
        edits.sort(Comparator.comparing((TextEdit edit) -> edit.getRange().getStart().getLine()).thenComparing(edit -> edit.getRange().getStart().getCharacter()).reversed());
        for (TextEdit edit : edits) {
            text = text.with(edit.getRange(), edit.getNewText());
        }
        write(folder.relativize(file).toString(), text.content());
        checks.forget();
    }
}
