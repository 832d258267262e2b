// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** Whether a new field may be zero, which is what peers that do not know it leave there. */
enum Zero {
    YES, NO, UNKNOWN;

    private static final Pattern RELATION = Pattern.compile("(\\w+) (==|!=|<|<=|>|>=) (-?\\d+|0x[0-9a-fA-F]+)");
    private static final Pattern RANGE = Pattern.compile("(\\w+) in (-?\\d+|0x[0-9a-fA-F]+) ?\\.\\. ?(-?\\d+|0x[0-9a-fA-F]+)");

    /** What the newer version says of zero in a field. */
    static Zero of(Comparison comparison, Pair field) {
        Element element = field.after();
        // looked at when the gate was negotiated only, and who negotiates it knows the field
        if (element.get(Fact.GATE).isPresent()) {
            return YES;
        }
        Zero worst = element.get(Fact.FIXED).map(value -> number(value) == 0 ? YES : NO).orElse(YES);
        Optional<Element> choice = Types.choice(comparison.after(), element);
        if (choice.isPresent() && !choice.get().is(Fact.OPEN) && choice.get().children(Kind.LITERAL).filter(literal -> !literal.is(Fact.LOCAL))
                .noneMatch(literal -> number(literal.get(Fact.VALUE).orElse("")) == 0)) {
            worst = NO;
        }
        for (String condition : element.all(Fact.CONDITIONS)) {
            Zero one = holds(condition, element.name());
            worst = worst == NO || one == NO ? NO : worst == UNKNOWN ? UNKNOWN : one;
        }
        // what lies inside, and what an alias demands, may refuse zero as well
        boolean inside = element.tree().skip(1).anyMatch(child -> child.get(Fact.FIXED).isPresent() || !child.all(Fact.CONDITIONS).isEmpty());
        boolean alias = Types.meaning(comparison.after(), element).size() > Types.meaning(comparison.after(), plain(element)).size();
        return worst == YES && (inside || alias) ? UNKNOWN : worst;
    }

    private static Element plain(Element element) {
        java.util.Map<Fact, java.util.List<String>> facts = new java.util.EnumMap<>(element.facts());
        facts.remove(Fact.TYPE);
        return new Element(element.kind(), element.name(), facts, element.children(), element.origin());
    }

    private static Zero holds(String condition, String name) {
        Matcher range = RANGE.matcher(condition);
        if (range.matches() && range.group(1).equals(name)) {
            return number(range.group(2)) <= 0 && number(range.group(3)) >= 0 ? YES : NO;
        }
        Matcher relation = RELATION.matcher(condition);
        if (!relation.matches() || !relation.group(1).equals(name)) {
            return UNKNOWN;
        }
        int sign = Long.signum(-number(relation.group(3)));
        boolean holds = switch (relation.group(2)) {
            case "==" -> sign == 0;
            case "!=" -> sign != 0;
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            default -> sign >= 0;
        };
        return holds ? YES : NO;
    }

    /** A number as facts write it; anything that is none is not zero. */
    private static long number(String text) {
        try {
            return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
