// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolTag;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.names.Members;
import org.vbus.lang.names.Occurrences;
import org.vbus.lang.vbus.DeprecatedMod;
import org.vbus.lang.vbus.Model;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;

/** What a file declares, as a tree; what all files declare, by a part of its name; and what can be folded away. */
public final class Symbols {
    private static final int MOST = 500;

    private final Engine engine;

    public Symbols(Engine engine) {
        this.engine = engine;
    }

    /** The declarations of a file. */
    public static List<DocumentSymbol> of(Known known) {
        return known.unit().map(unit -> below(unit.model(), known)).orElse(List.of());
    }

    private static List<DocumentSymbol> below(EObject object, Known known) {
        List<DocumentSymbol> symbols = new ArrayList<>();
        for (EObject child : object.eContents()) {
            Optional<Kinds> kind = Kinds.of(child);
            Optional<INode> name = Occurrences.nameOf(child);
            INode node = NodeModelUtils.findActualNodeFor(child);
            String text = Members.name(child).orElse("");
            if (kind.isPresent() && name.isPresent() && node != null && !text.isBlank()) {
                Range all = known.text().range(node.getOffset(), node.getLength());
                DocumentSymbol symbol = new DocumentSymbol(text, kind.get().symbol(), all, known.text().range(name.get().getOffset(), name.get().getLength()));
                symbol.setDetail(detail(child, text));
                symbol.setChildren(below(child, known));
                if (isDeprecated(child)) {
                    symbol.setTags(List.of(SymbolTag.Deprecated));
                }
                symbols.add(symbol);
            } else {
                // what has no name of its own may hold what has
                symbols.addAll(below(child, known));
            }
        }
        return symbols;
    }

    private static boolean isDeprecated(EObject declaration) {
        return declaration.eContents().stream().anyMatch(DeprecatedMod.class::isInstance);
    }

    /** What stands behind the name, in short. */
    private static String detail(EObject declaration, String name) {
        String line = Describe.line(declaration);
        int at = line.indexOf(name);
        String rest = at < 0 ? line : line.substring(at + name.length()).strip();
        rest = rest.startsWith(":") ? rest.substring(1).strip() : rest;
        return rest.length() > 60 ? rest.substring(0, 60) + " …" : rest;
    }

    /** Declarations of the workspace whose name has the letters of a query, in their order. */
    public List<WorkspaceSymbol> named(String query) {
        List<WorkspaceSymbol> found = new ArrayList<>();
        for (Path file : engine.library().files()) {
            Known known = engine.last(file);
            known.unit().ifPresent(unit -> {
                unit.model().getElements().forEach(element -> add(element, query, known, file, unit.packageName(), found));
                unit.model().eAllContents().forEachRemaining(inner -> {
                    if (inner.eContainer() != null && !(inner.eContainer() instanceof Model)) {
                        add(inner, query, known, file, unit.packageName(), found);
                    }
                });
            });
            if (found.size() >= MOST) {
                return found.subList(0, MOST);
            }
        }
        return found;
    }

    private void add(EObject declaration, String query, Known known, Path file, String packageName, List<WorkspaceSymbol> found) {
        Optional<Kinds> kind = Kinds.of(declaration);
        Optional<INode> name = Occurrences.nameOf(declaration);
        Optional<String> text = Members.name(declaration);
        if (kind.isEmpty() || name.isEmpty() || text.isEmpty() || !has(text.get().toLowerCase(Locale.ROOT), query.toLowerCase(Locale.ROOT))) {
            return;
        }
        Location location = new Location(engine.buffers().uri(file), known.text().range(name.get().getOffset(), name.get().getLength()));
        found.add(new WorkspaceSymbol(text.get(), kind.get().symbol(), Either.forLeft(location), packageName));
    }

    private static boolean has(String name, String query) {
        int at = 0;
        for (int i = 0; i < query.length(); i++) {
            at = name.indexOf(query.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    /** Bodies and long comments. */
    public static List<FoldingRange> folds(Known known) {
        List<FoldingRange> folds = new ArrayList<>();
        if (known.unit().isEmpty()) {
            return folds;
        }
        List<Integer> open = new ArrayList<>();
        for (ILeafNode leaf : NodeModelUtils.getNode(known.unit().get().model()).getRootNode().getLeafNodes()) {
            int line = known.text().line(leaf.getOffset());
            if (leaf.isHidden() && leaf.getText().startsWith("/*") && known.text().line(leaf.getEndOffset()) > line) {
                FoldingRange fold = new FoldingRange(line, known.text().line(leaf.getEndOffset()));
                fold.setKind(FoldingRangeKind.Comment);
                folds.add(fold);
            } else if (!leaf.isHidden() && leaf.getText().equals("{")) {
                open.add(line);
            } else if (!leaf.isHidden() && leaf.getText().equals("}") && !open.isEmpty()) {
                int from = open.remove(open.size() - 1);
                if (line > from + 1) {
                    // the closing brace stays to be seen
                    folds.add(new FoldingRange(from, line - 1));
                }
            }
        }
        return folds;
    }
}
