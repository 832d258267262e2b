// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.vbus.lang.source.SourceText;
import org.vbus.model.Origin;

/** Where elements of the parsed files stand, and the comments before them. */
public final class Places {
    private final Map<Resource, SourceText> sources = new IdentityHashMap<>();

    /** Ties a parsed file to its text. */
    public void put(Resource resource, SourceText source) {
        sources.put(resource, source);
    }

    /** The name of an element if it has one, else its first line. */
    public Origin of(EObject element) {
        EStructuralFeature name = element.eClass().getEStructuralFeature("name");
        if (name != null && element.eIsSet(name)) {
            return of(element, name, -1);
        }
        return whole(element);
    }

    /** All of an element, as far as its first line goes. */
    public Origin whole(EObject element) {
        return of(element, NodeModelUtils.findActualNodeFor(element));
    }

    /** What was written for a feature of an element. */
    public Origin of(EObject element, EStructuralFeature feature) {
        return of(element, feature, -1);
    }

    /** What was written for one value of a feature with many. */
    public Origin of(EObject element, EStructuralFeature feature, int index) {
        List<INode> nodes = NodeModelUtils.findNodesForFeature(element, feature);
        if (nodes.isEmpty()) {
            return whole(element);
        }
        return of(element, nodes.get(index < 0 || index >= nodes.size() ? 0 : index));
    }

    /** Just behind an element. */
    public Origin after(EObject element) {
        SourceText source = sources.get(element.eResource());
        INode node = NodeModelUtils.findActualNodeFor(element);
        return source == null || node == null ? Origin.NONE : source.origin(node.getEndOffset(), 0);
    }

    /** Just behind what was written for a feature. */
    public Origin after(EObject element, EStructuralFeature feature) {
        Origin written = of(element, feature);
        return new Origin(written.file(), written.line(), written.column() + written.length(), 0);
    }

    /** From what was written for one feature to what was written for another of the same line; the first alone if they are on two lines. */
    public Origin from(EObject element, EStructuralFeature first, EStructuralFeature last) {
        Origin begin = of(element, first);
        Origin end = of(element, last);
        return begin.line() == end.line() ? new Origin(begin.file(), begin.line(), begin.column(), end.column() + end.length() - begin.column()) : begin;
    }

    /** The blanks before an element that begins its line; empty if something else stands there. */
    public Optional<String> indent(EObject element) {
        SourceText source = sources.get(element.eResource());
        INode node = NodeModelUtils.findActualNodeFor(element);
        if (source == null || node == null) {
            return Optional.empty();
        }
        int at = node.getOffset();
        String line = source.text().substring(source.text().lastIndexOf('\n', at - 1) + 1, at);
        return line.isBlank() ? Optional.of(line) : Optional.empty();
    }

    /** A node of the file that an element is in. */
    public Origin of(EObject element, INode node) {
        SourceText source = sources.get(element.eResource());
        if (source == null || node == null) {
            return Origin.NONE;
        }
        ITextRegion region = node.getTextRegion();
        return source.origin(region.getOffset(), region.getLength());
    }

    /** An element's text as written, in one line. */
    public static String text(EObject element) {
        INode node = NodeModelUtils.findActualNodeFor(element);
        return node == null ? "" : NodeModelUtils.getTokenText(node).replaceAll("\\s+", " ");
    }

    /** The doc comment before an element, without its stars; empty without one. */
    public static String doc(EObject element) {
        ICompositeNode node = NodeModelUtils.findActualNodeFor(element);
        if (node == null) {
            return "";
        }
        String found = null;
        for (ILeafNode leaf : node.getLeafNodes()) {
            if (!leaf.isHidden()) {
                break;
            }
            if (leaf.getText().startsWith("/**") && leaf.getText().length() > 4) {
                found = leaf.getText();
            }
        }
        return found == null ? "" : withoutStars(found);
    }

    private static String withoutStars(String comment) {
        StringBuilder text = new StringBuilder();
        for (String line : comment.substring(3, comment.length() - 2).split("\\R", -1)) {
            String bare = line.strip();
            // the first line has no star of its own
            if (!text.isEmpty() || bare.startsWith("*")) {
                bare = bare.startsWith("* ") ? bare.substring(2) : bare.startsWith("*") ? bare.substring(1) : bare;
            }
            text.append(text.isEmpty() ? "" : "\n").append(bare.stripTrailing());
        }
        return text.toString().strip();
    }
}
