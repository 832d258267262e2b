// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.format;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CompoundElement;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;

/** Questions about the grammar whose answers say how its words are laid out. */
final class Grammar {
    private Grammar() { }

    /** What a node was read by; null at the root. */
    static AbstractElement element(INode node) {
        INode at = node;
        // an action moves the call of its rule to its first child
        while (at.getGrammarElement() instanceof Action && at instanceof ICompositeNode composite && composite.getFirstChild() != null) {
            at = composite.getFirstChild();
        }
        return at.getGrammarElement() instanceof AbstractElement element ? element : null;
    }

    /** Whether a node only holds blanks and comments. */
    static boolean isHidden(INode node) {
        if (node instanceof ILeafNode leaf) {
            return leaf.isHidden();
        }
        for (INode child = ((ICompositeNode) node).getFirstChild(); child != null; child = child.getNextSibling()) {
            if (!isHidden(child)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a node is a word of the language itself, and not a name that is spelled like one. */
    static boolean isKeyword(INode node) {
        return node.getGrammarElement() instanceof Keyword keyword && GrammarUtil.containingRule(keyword) instanceof ParserRule rule
                && !GrammarUtil.isDatatypeRule(rule);
    }

    /** The part of its rule, or of one alternative of the rule, that an element belongs to; null if the rule has no parts. */
    static AbstractElement slot(AbstractElement element) {
        AbstractElement slot = element;
        while (slot != null && !isSequence(slot.eContainer())) {
            slot = outer(slot);
        }
        return slot;
    }

    private static boolean isSequence(EObject container) {
        return container instanceof Group group && (group.eContainer() instanceof AbstractRule
                || group.eContainer() instanceof Alternatives choice && choice.eContainer() instanceof AbstractRule);
    }

    /** The element before another in its sequence; null if it is the first. */
    static AbstractElement previous(AbstractElement element) {
        if (!(element.eContainer() instanceof CompoundElement sequence) || sequence instanceof Alternatives) {
            return null;
        }
        List<AbstractElement> elements = sequence.getElements();
        for (int i = elements.indexOf(element) - 1; i >= 0; i--) {
            if (!(elements.get(i) instanceof Action)) {
                return elements.get(i);
            }
        }
        return null;
    }

    /** Whether there may be several. */
    static boolean isMany(AbstractElement element) {
        return element != null && GrammarUtil.isMultipleCardinality(element);
    }

    /** Whether there may be none. */
    static boolean mayLack(AbstractElement element) {
        return element != null && GrammarUtil.isOptionalCardinality(element);
    }

    /**
     * Whether what an element reads begins something that may be lacking or be there again.
     *
     * @param sequence where to stop looking outwards; null for the whole rule
     */
    static boolean beginsOptional(AbstractElement element, EObject sequence) {
        for (AbstractElement at = element; at != null && !(at instanceof Action); at = outer(at)) {
            if (isMany(at) || mayLack(at)) {
                return true;
            }
            if (previous(at) != null || at.eContainer() == sequence) {
                return false;
            }
        }
        return false;
    }

    /** The element of a sequence that another belongs to; null if it is elsewhere. */
    static AbstractElement within(AbstractElement element, EObject sequence) {
        AbstractElement at = element;
        while (at != null && at.eContainer() != sequence) {
            at = outer(at);
        }
        return at;
    }

    private static AbstractElement outer(AbstractElement element) {
        return element.eContainer() instanceof AbstractElement outer ? outer : null;
    }

    /** Whether a node is all that the rule around it reads. */
    static boolean isDelegate(INode node) {
        return element(node) instanceof RuleCall call && !GrammarUtil.isAssigned(call);
    }

    /** The rule that a node was read by; null for a word. */
    static AbstractRule rule(INode node) {
        return element(node) instanceof RuleCall call ? call.getRule() : null;
    }

    /** Whether a rule has several forms, told apart by their first word. */
    static boolean hasClauses(AbstractRule rule) {
        return rule instanceof ParserRule && rule.getAlternatives() instanceof Alternatives choice && choice.getElements().size() > 1
                && choice.getElements().stream().allMatch(one -> first(one) instanceof Keyword);
    }

    /** Whether what a rule reads stands in parentheses. */
    static boolean isBracketed(AbstractRule rule) {
        return rule instanceof ParserRule && first(rule.getAlternatives()) instanceof Keyword keyword && keyword.getValue().equals("(");
    }

    private static AbstractElement first(AbstractElement element) {
        if (element instanceof Group group) {
            return group.getElements().stream().filter(one -> !(one instanceof Action)).findFirst().map(Grammar::first).orElse(null);
        }
        return element instanceof Assignment assignment ? first(assignment.getTerminal()) : element;
    }
}
