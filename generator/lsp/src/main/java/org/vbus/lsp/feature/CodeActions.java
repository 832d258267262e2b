// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.source.PackageFinder;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Model;
import org.vbus.lsp.check.Checks;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.check.Told;
import org.vbus.model.diag.Fix;

/** What can be done about what is wrong: the hint of the compiler as an edit, and for what breaks a release the ways that keep its promise. */
public final class CodeActions {
    private final Engine engine;
    private final Checks checks;
    private final Restore restore;

    public CodeActions(Engine engine, Checks checks) {
        this.engine = engine;
        this.checks = checks;
        this.restore = new Restore(engine);
    }

    /** The actions for what is wrong within a range. */
    public List<CodeAction> in(Known known, Range range) {
        List<CodeAction> actions = new ArrayList<>();
        for (Told told : checks.of(known)) {
            if (!touches(told.diagnostic().getRange(), range)) {
                continue;
            }
            told.fix().ifPresent(fix -> hint(told, fix, known).ifPresent(actions::add));
            Gate.way(told, known).ifPresent(way -> actions.add(action(way.title(), told, known.file(), way.edits(), true)));
            allow(told, known).ifPresent(actions::add);
            if (told.broken().isPresent()) {
                restore.ways(told, known).forEach(way -> actions.add(action(way.title(), told, known.file(), way.edit(), actions.isEmpty())));
            }
        }
        return actions;
    }

    /** A warning of the compiler may be meant: the line that says so, whose reason is for the author to write. */
    private Optional<CodeAction> allow(Told told, Known known) {
        boolean warning = told.diagnostic().getSeverity() == DiagnosticSeverity.Warning && told.broken().isEmpty();
        String code = told.diagnostic().getCode().isLeft() ? told.diagnostic().getCode().getLeft() : "";
        if (!warning || known.unit().isEmpty() || code.equals("VB1140")) {
            return Optional.empty();
        }
        Model model = known.unit().get().model();
        int place = known.text().offset(told.diagnostic().getRange().getStart());
        Optional<Element> element = model.getElements().stream().filter(one -> {
            ICompositeNode node = NodeModelUtils.findActualNodeFor(one);
            return one.getName() != null && node != null && node.getOffset() <= place && place <= node.getEndOffset();
        }).findFirst();
        // behind the last line of the head, whatever that is
        int end = model.getElements().stream().map(NodeModelUtils::findActualNodeFor).mapToInt(node -> headEnd(node, known)).min().orElse(-1);
        return element.filter(one -> end > 0).map(one -> action("Allow " + code + " in `" + one.getName() + "`, for a reason", told, known.file(),
                new TextEdit(known.text().range(end, 0), "\nallow " + code + " in " + one.getName() + " \"say why it is meant\""), false));
    }

    /** Where the text before an element and its comments ends. */
    private static int headEnd(INode first, Known known) {
        int at = first.getTotalOffset();
        String text = known.text().content();
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private Optional<CodeAction> hint(Told told, Fix fix, Known known) {
        String title = told.hint().map(CodeActions::title).orElseGet(() -> fix.replacement().isEmpty() ? "Remove it" : "Write `" + fix.replacement().strip() + "`");
        if (fix.span().file().equals(PackageFinder.nameOf(known.file()))) {
            return Optional.of(action(title, told, known.file(), new TextEdit(known.text().range(fix.span()), fix.replacement()), true));
        }
        Path file = Path.of(fix.span().file());
        return !engine.library().isEditable(file) ? Optional.empty()
                : checks.text(file).map(text -> action(title, told, file, new TextEdit(text.range(fix.span()), fix.replacement()), true));
    }

    /** A hint as the name of what it does. */
    private static String title(String hint) {
        String words = hint.startsWith("did you mean ") ? "change to " + hint.substring("did you mean ".length()).replaceAll("\\?$", "") : hint;
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private CodeAction action(String title, Told told, Path file, TextEdit edit, boolean preferred) {
        return action(title, told, file, List.of(edit), preferred);
    }

    private CodeAction action(String title, Told told, Path file, List<TextEdit> edits, boolean preferred) {
        CodeAction action = new CodeAction(title);
        action.setKind(CodeActionKind.QuickFix);
        action.setDiagnostics(List.of(told.diagnostic()));
        action.setEdit(new WorkspaceEdit(Map.of(engine.buffers().uri(file), edits)));
        action.setIsPreferred(preferred);
        return action;
    }

    private static boolean touches(Range one, Range other) {
        return one.getStart().getLine() <= other.getEnd().getLine() && other.getStart().getLine() <= one.getEnd().getLine();
    }
}
