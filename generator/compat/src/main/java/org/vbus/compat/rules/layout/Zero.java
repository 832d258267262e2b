// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Abi;
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

    /** What the newer version says of zero in a field, and in all that is in it. */
    static Zero of(Comparison comparison, Pair field) {
        return of(comparison.after(), field.after());
    }

    private static Zero of(Abi abi, Element element) {
        // looked at when the gate was negotiated only, and who negotiates it knows the field
        if (element.get(Fact.GATE).isPresent()) {
            return YES;
        }
        Zero worst = YES;
        Element inside = element;
        for (Optional<Element> at = Optional.of(element); at.isPresent(); at = Types.declaration(abi, Types.element(at.get(), Fact.TYPE))) {
            inside = at.get();
            worst = worse(worst, inside.get(Fact.FIXED).map(value -> number(value) == 0 ? YES : NO).orElse(YES));
            for (String condition : inside.all(Fact.CONDITIONS)) {
                worst = worse(worst, holds(condition, inside.name()));
            }
        }
        if (inside.kind() == Kind.ENUM && !inside.is(Fact.OPEN) && inside.children(Kind.LITERAL).filter(literal -> !literal.is(Fact.LOCAL))
                .noneMatch(literal -> number(literal.get(Fact.VALUE).orElse("")) == 0)) {
            worst = NO;
        }
        for (Element child : inside.children()) {
            if (child.kind() == Kind.FIELD || child.kind() == Kind.ARM) {
                Zero one = of(abi, child);
                // of an arm its tag decides whether it counts
                worst = worse(worst, one == NO && child.kind() == Kind.ARM ? UNKNOWN : one);
            }
        }
        return worst;
    }

    private static Zero worse(Zero one, Zero other) {
        return one == NO || other == NO ? NO : one == UNKNOWN ? UNKNOWN : other;
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
