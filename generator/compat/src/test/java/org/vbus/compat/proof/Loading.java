// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;

/**
 * Both versions of many specs.
 *
 * @param twins whose versions both compile
 * @param refused how many an edit spoiled
 */
record Loading(List<Twin> twins, SpecSet old, SpecSet now, int refused) {
    private static final FrontEnd FRONT_END = FrontEnd.create();

    /** Loads those that compile. */
    static Loading of(Path folder, List<Twin> twins) throws IOException {
        List<Twin> left = new ArrayList<>(twins);
        // an edit may spoil a spec; a spec that nobody edited is bad but rarely
        SpecSet now = load(folder.resolve("new.specs"), left, false);
        int before = left.size();
        SpecSet old = load(folder.resolve("old.specs"), left, true);
        if (left.size() < before) {
            now = load(folder.resolve("new.specs"), left, false);
        }
        return new Loading(List.copyOf(left), old, now, twins.size() - left.size());
    }

    /** Takes those away that do not compile. */
    private static SpecSet load(Path folder, List<Twin> twins, boolean old) throws IOException {
        Files.createDirectories(folder);
        while (true) {
            List<Path> files = new ArrayList<>();
            Map<String, Twin> byFile = new HashMap<>();
            for (Twin twin : twins) {
                Path file = folder.resolve(twin.number() + ".vbus");
                Files.writeString(file, (old ? twin.old() : twin.now()).text());
                files.add(file);
                byFile.put(file.toString(), twin);
            }
            Parsed parsed = FRONT_END.load(files, List.of());
            if (parsed.ok()) {
                return parsed.specs();
            }
            Set<Twin> bad = new HashSet<>();
            parsed.diagnostics().stream().filter(Diagnostic::isError).map(error -> byFile.get(error.origin().file())).forEach(bad::add);
            if (!twins.removeAll(bad)) {
                throw new IllegalStateException(parsed.diagnostics().toString());
            }
        }
    }
}
