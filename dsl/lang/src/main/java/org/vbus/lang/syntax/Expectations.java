// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CompoundElement;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.TerminalRule;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;

/** Reads from the grammar what may come next at a node, in words that an author of specs knows. */
final class Expectations {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("Name", "a name"), Map.entry("PlainName", "a name"), Map.entry("ID", "a name"),
            Map.entry("QName", "a name"), Map.entry("TypeName", "a name"), Map.entry("QNameWild", "the name of a package"),
            Map.entry("Number", "a number"), Map.entry("INT", "a number"), Map.entry("HEX", "a number"),
            Map.entry("STRING", "a string in quotes"), Map.entry("Release", "a release, as `1.0`"),
            Map.entry("Expr", "a value"), Map.entry("Or", "a value"), Map.entry("And", "a value"), Map.entry("Rel", "a value"),
            Map.entry("Bit", "a value"), Map.entry("Shift", "a value"), Map.entry("Add", "a value"), Map.entry("Mul", "a value"),
            Map.entry("Unary", "a value"), Map.entry("Primary", "a value"),
            Map.entry("TypeRef", "a type"), Map.entry("Named", "a type"), Map.entry("Scalar", "a scalar type"),
            Map.entry("ScalarRef", "a scalar type"), Map.entry("Element", "a declaration"), Map.entry("Import", "`import`"),
            Map.entry("Member", "a field"), Map.entry("Field", "a field"), Map.entry("FieldMod", "a property"),
            Map.entry("CallMod", "a property"), Map.entry("EvolutionMod", "a property"), Map.entry("StructMod", "a property"),
            Map.entry("Literal", "a literal, as `NAME = 0`"), Map.entry("FeatureBit", "a feature, as `NAME = 0`"),
            Map.entry("DevItem", "a feature group, ring, region or call"), Map.entry("Arg", "an argument, as `in name : type`"),
            Map.entry("Arm", "an arm"), Map.entry("BitPart", "a part"), Map.entry("Attribute", "an attribute"),
            Map.entry("RingClause", "a clause"), Map.entry("CharItem", "an ioctl, read or poll"), Map.entry("Dir", "`in`, `out` or `inout`"),
            Map.entry("Access", "`ro`, `rw` or `wo`"), Map.entry("Dim", "`[`"));

    private final Set<String> expected = new LinkedHashSet<>();
    private final Set<AbstractRule> visited = new HashSet<>();

    private final boolean inWords;

    private Expectations(boolean inWords) {
        this.inWords = inWords;
    }

    /** What may come next when the parser stands in {@code node} and the text before is read. */
    static List<String> at(INode node) {
        Expectations expectations = new Expectations(true);
        expectations.collect(node);
        return new ArrayList<>(expectations.expected);
    }

    /** The same as single tokens: keywords in backquotes, and names of terminal rules. */
    static Set<String> tokensAt(INode node) {
        Expectations expectations = new Expectations(false);
        expectations.collect(node);
        return expectations.expected;
    }

    /** The last child of which something was read; null if there is none. */
    private static INode lastChild(ICompositeNode node) {
        for (INode child = node.getLastChild(); child != null; child = child.getPreviousSibling()) {
            if (isRead(child)) {
                return child;
            }
        }
        return null;
    }

    /** Every node is looked at once: nested expressions are thousands of nodes deep. */
    private static boolean isRead(INode node) {
        if (node.getGrammarElement() == null) {
            return false;
        }
        return node instanceof ICompositeNode composite ? lastChild(composite) != null : !((ILeafNode) node).isHidden();
    }

    private void collect(INode start) {
        for (INode node = start; node != null; node = node.getParent()) {
            INode read = node instanceof ICompositeNode composite ? lastChild(composite) : null;
            boolean endReached;
            if (read != null && read.getGrammarElement() instanceof AbstractElement element) {
                endReached = after(element);
            } else if (node.getGrammarElement() instanceof AbstractElement element && node == start) {
                endReached = first(element);
            } else {
                endReached = true;
            }
            if (!endReached) {
                return;
            }
            if (node.getGrammarElement() instanceof AbstractElement element && !(element instanceof Action) && read == null) {
                // nothing of this rule was read and it may stay empty: go on behind the call
                if (!after(element)) {
                    return;
                }
            }
        }
        expected.add("the end of the file");
    }

    /** Adds what may follow an element in its rule; true if the rule may end there. */
    private boolean after(AbstractElement element) {
        if (GrammarUtil.isMultipleCardinality(element)) {
            first(element);
        }
        EObject container = element.eContainer();
        if (container instanceof Group group) {
            List<AbstractElement> elements = group.getElements();
            for (int i = elements.indexOf(element) + 1; i < elements.size(); i++) {
                if (!first(elements.get(i))) {
                    return false;
                }
            }
            return after(group);
        }
        return !(container instanceof AbstractElement outer) || after(outer);
    }

    /** Adds what an element may begin with; true if it may be empty. */
    private boolean first(AbstractElement element) {
        boolean optional = GrammarUtil.isOptionalCardinality(element);
        if (element instanceof Keyword keyword) {
            expected.add("`" + keyword.getValue() + "`");
        } else if (element instanceof RuleCall call) {
            optional |= first(call.getRule());
        } else if (element instanceof Assignment assignment) {
            optional |= first(assignment.getTerminal());
        } else if (element instanceof CrossReference reference) {
            optional |= first(reference.getTerminal());
        } else if (element instanceof Action) {
            optional = true;
        } else if (element instanceof Alternatives alternatives) {
            for (AbstractElement alternative : alternatives.getElements()) {
                optional |= first(alternative);
            }
        } else if (element instanceof CompoundElement compound) {
            boolean empty = true;
            for (AbstractElement part : compound.getElements()) {
                if (!first(part)) {
                    empty = false;
                    break;
                }
            }
            optional |= empty;
        }
        return optional;
    }

    private boolean first(AbstractRule rule) {
        String words = inWords ? WORDS.get(rule.getName()) : rule instanceof TerminalRule ? rule.getName() : null;
        if (words != null) {
            expected.add(words);
            return false;
        }
        return visited.add(rule) && first(rule.getAlternatives());
    }
}
