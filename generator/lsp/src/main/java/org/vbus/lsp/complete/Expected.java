// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.vbus.lang.syntax.VbusTokens.Word;

/**
 * One thing that may come next.
 *
 * @param element a keyword, a literal of an enum rule, or the call of a terminal rule
 * @param next what may come behind it; null for the end
 */
record Expected(AbstractElement element, Frame frame, Rest next) {
    /** Whether a word is it. */
    boolean matches(Word word) {
        if (element instanceof RuleCall call) {
            return call.getRule().getName().equals(word.rule());
        }
        return keyword().equals(word.text()) && !word.rule().equals("ID");
    }

    /** Its text if it is a fixed word, else empty text. */
    String keyword() {
        return element instanceof Keyword keyword ? keyword.getValue() : element instanceof EnumLiteralDeclaration literal ? literal.getLiteral().getValue() : "";
    }

    /** Whether it is a word of the language rather than a name that is spelled like one. */
    boolean isKeyword() {
        boolean word = !keyword().isEmpty() && Character.isLetter(keyword().charAt(0));
        return word && !(GrammarUtil.containingRule(element) instanceof ParserRule rule && GrammarUtil.isDatatypeRule(rule));
    }
}
