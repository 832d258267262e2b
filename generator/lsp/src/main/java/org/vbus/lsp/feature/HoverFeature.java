// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.names.Occurrence;
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.lang.vbus.Reserved;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.complete.Keywords;

/** What is said of the word at a place: of a name its declaration, of a keyword what it does, of reserved bytes where they are. */
public final class HoverFeature {
    private final Keywords keywords;

    public HoverFeature(Keywords keywords) {
        this.keywords = keywords;
    }

    /** What is said; empty where there is nothing to say. */
    public Optional<Hover> at(Known known, Position position) {
        int offset = known.text().offset(position);
        Optional<Occurrence> name = known.at(offset);
        if (name.isPresent()) {
            return Optional.of(hover(Describe.of(name.get().target(), known), known, name.get().offset(), name.get().length()));
        }
        Optional<ILeafNode> leaf = known.unit().map(unit -> NodeModelUtils.findLeafNodeAtOffset(NodeModelUtils.getNode(unit.model()).getRootNode(), offset))
                .filter(found -> !found.isHidden());
        if (leaf.isEmpty()) {
            return Optional.empty();
        }
        EObject element = NodeModelUtils.findActualSemanticObjectFor(leaf.get());
        if (element instanceof Reserved) {
            return Optional.of(hover(Describe.of(element, known), known, leaf.get().getOffset(), leaf.get().getLength()));
        }
        if (element instanceof DeviceModel model && leaf.get().getText().equals(model.getProfile()) && !(leaf.get().getGrammarElement() instanceof Keyword)) {
            return keywords.profile(model.getProfile()).map(doc -> hover("profile `" + model.getProfile() + "`: " + doc, known, leaf.get().getOffset(), leaf.get().getLength()));
        }
        return leaf.filter(found -> found.getGrammarElement() instanceof Keyword || found.getGrammarElement() instanceof org.eclipse.xtext.EnumLiteralDeclaration)
                .flatMap(found -> keywords.doc(found.getText()).map(doc -> hover("`" + found.getText() + "` " + doc, known, found.getOffset(), found.getLength())));
    }

    private static Hover hover(String markdown, Known known, int offset, int length) {
        return new Hover(new MarkupContent(MarkupKind.MARKDOWN, markdown), known.text().range(offset, length));
    }
}
