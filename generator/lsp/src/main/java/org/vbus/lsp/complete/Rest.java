// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CompoundElement;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.TerminalRule;

/**
 * What is still to be read of a grammar: an element, then the rest. The grammar is read as one that may fork: every way that it could go on is kept, so that
 * what the parser looks ahead for is not needed.
 */
record Rest(AbstractElement element, Times times, Frame frame, Rest next) {
    /** How often the element may be read. */
    enum Times {
        /** As the grammar says. */
        AS_WRITTEN,
        /** It was read before and may be again. */
        ANY
    }

    private record Seen(AbstractElement element, Times times, Frame frame, int next) { }

    static Rest of(AbstractElement element, Frame frame, Rest next) {
        return new Rest(element, Times.AS_WRITTEN, frame, next);
    }

    /** Adds what may be read first; whether nothing need be read at all. */
    static boolean first(Rest rest, List<Expected> found) {
        return first(rest, found, new HashSet<>());
    }

    private static boolean first(Rest rest, List<Expected> found, Set<Seen> seen) {
        if (rest == null) {
            return true;
        }
        if (!seen.add(new Seen(rest.element, rest.times, rest.frame, System.identityHashCode(rest.next)))) {
            return false;
        }
        boolean again = rest.times == Times.ANY;
        boolean end = (again || GrammarUtil.isOptionalCardinality(rest.element)) && first(rest.next, found, seen);
        boolean many = again || GrammarUtil.isMultipleCardinality(rest.element);
        return one(rest.element, rest.frame, many ? new Rest(rest.element, Times.ANY, rest.frame, rest.next) : rest.next, found, seen) || end;
    }

    private static boolean one(AbstractElement element, Frame frame, Rest next, List<Expected> found, Set<Seen> seen) {
        if (element instanceof Keyword || element instanceof EnumLiteralDeclaration || element instanceof RuleCall call && call.getRule() instanceof TerminalRule) {
            found.add(new Expected(element, frame, next));
            return false;
        }
        if (element instanceof RuleCall call) {
            return first(of(call.getRule().getAlternatives(), Frame.of(call.getRule(), frame), next), found, seen);
        }
        if (element instanceof Assignment assignment) {
            return first(of(assignment.getTerminal(), frame.assigning(assignment), next), found, seen);
        }
        if (element instanceof CrossReference link) {
            return first(of(link.getTerminal(), frame.linking(link), next), found, seen);
        }
        if (element instanceof Alternatives choice) {
            boolean end = false;
            for (AbstractElement one : choice.getElements()) {
                end |= first(of(one, frame, next), found, seen);
            }
            return end;
        }
        if (element instanceof CompoundElement group) {
            Rest sequence = next;
            for (int i = group.getElements().size() - 1; i >= 0; i--) {
                sequence = of(group.getElements().get(i), frame, sequence);
            }
            return first(sequence, found, seen);
        }
        // an action reads nothing
        return element instanceof Action && first(next, found, seen);
    }
}
