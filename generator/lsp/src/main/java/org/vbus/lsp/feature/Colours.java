// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensLegend;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.names.Occurrence;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.VersionDef;
import org.vbus.lsp.check.Known;

/** What each word is: a keyword that is a name is told from one that is none, and a type from a field. Words that nothing is known of stay as the editor's own grammar has them. */
public final class Colours {
    private static final List<String> TYPES = List.of("namespace", "type", "class", "enum", "interface", "struct", "parameter", "variable", "property", "enumMember",
            "event", "method", "keyword", "number", "string");
    private static final List<String> MODIFIERS = List.of("declaration", "readonly", "defaultLibrary");

    private Colours() { }

    /** The numbers of the answer. */
    public static SemanticTokensLegend legend() {
        return new SemanticTokensLegend(TYPES, MODIFIERS);
    }

    /** All words. */
    public static SemanticTokens of(Known known) {
        List<Integer> data = new ArrayList<>();
        if (known.unit().isEmpty()) {
            return new SemanticTokens(data);
        }
        Map<Integer, Occurrence> names = new HashMap<>();
        for (Occurrence one : known.occurrences()) {
            names.put(one.offset(), one);
        }
        Position last = new Position(0, 0);
        int covered = 0;
        for (ILeafNode leaf : NodeModelUtils.getNode(known.unit().get().model()).getRootNode().getLeafNodes()) {
            if (leaf.isHidden() || leaf.getOffset() < covered || leaf.getText().isEmpty()) {
                continue;
            }
            int offset = leaf.getOffset() + (leaf.getText().startsWith("^") ? 1 : 0);
            Occurrence name = names.get(offset);
            Optional<String> type = name != null ? Kinds.of(name.target()).map(Kinds::token) : word(leaf);
            int length = name != null ? name.length() : leaf.getLength();
            Position at = known.text().position(offset);
            if (type.isEmpty() || known.text().line(offset + length) != at.getLine()) {
                continue;
            }
            covered = offset + length;
            boolean sameLine = at.getLine() == last.getLine();
            data.add(at.getLine() - last.getLine());
            data.add(sameLine ? at.getCharacter() - last.getCharacter() : at.getCharacter());
            data.add(length);
            data.add(TYPES.indexOf(type.get()));
            data.add(modifiers(name, leaf));
            last = at;
        }
        return new SemanticTokens(data);
    }

    private static Optional<String> word(ILeafNode leaf) {
        char first = leaf.getText().charAt(0);
        if (leaf.getGrammarElement() instanceof EnumLiteralDeclaration || isScalar(leaf)) {
            return Optional.of(isScalar(leaf) ? "type" : "keyword");
        }
        if (first == '"' || first == '\'') {
            return Optional.of("string");
        }
        if (Character.isDigit(first)) {
            return Optional.of("number");
        }
        boolean keyword = leaf.getGrammarElement() instanceof Keyword word && !GrammarUtil.isDatatypeRule(GrammarUtil.containingParserRule(word));
        return keyword && Character.isLetter(first) ? Optional.of("keyword") : Optional.empty();
    }

    private static boolean isScalar(ILeafNode leaf) {
        var rule = leaf.getGrammarElement() == null ? null : GrammarUtil.containingRule(leaf.getGrammarElement());
        return rule != null && (rule.getName().equals("Scalar") || rule.getName().equals("Semantic"));
    }

    private static int modifiers(Occurrence name, ILeafNode leaf) {
        int set = name != null && name.declaration() ? 1 : 0;
        if (name != null && (name.target() instanceof Const || name.target() instanceof VersionDef)) {
            set |= 2;
        }
        return name == null && isScalar(leaf) ? set | 4 : set;
    }
}
