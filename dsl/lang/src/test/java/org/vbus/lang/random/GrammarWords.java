// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CompoundElement;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.Grammar;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.TerminalRule;

/**
 * Random words in an order that the grammar allows, read from the grammar itself: what is added there comes up here. Names mean nothing, and a few
 * sequences are ambiguous, so that the parser refuses them; who needs others asks again.
 */
public final class GrammarWords {
    private static final String[] NAMES = {"a", "b", "c1", "len", "ring_head", "A_LONG_NAME", "x", "VALUE", "data", "^if", "_private", "driver", "signal"};
    private static final String[] NUMBERS = {"0", "1", "2", "8", "42", "65536", "007", "18446744073709551615"};
    private static final String[] HEXES = {"0x0", "0xff", "0xDEADbeef"};
    private static final String[] STRINGS = {"\"vbus\"", "'quoted'", "\"a // b /* c */\"", "\"{ ( [\"", "\"\\\\ \\\" \\n \\t\"", "\"Grüße, 漢字\"", "\"\""};
    /** Calls of rules inside one another before only the shortest way out is taken. */
    private static final int DEEP = 60;
    /** Words before the same. */
    private static final int MANY = 120;

    private final Random random;
    private final Grammar grammar;
    private final Map<AbstractElement, Integer> shortest = new IdentityHashMap<>();
    /** What leads to the word that must come up; empty when any will do. */
    private Set<AbstractElement> way = Set.of();
    private Keyword aim;
    private final Map<Keyword, Set<AbstractElement>> ways = new IdentityHashMap<>();

    public GrammarWords(Grammar grammar, Random random) {
        this.grammar = grammar;
        this.random = random;
        measure();
    }

    /** The keywords that are no names. */
    public List<Keyword> keywords() {
        return GrammarUtil.allParserRules(grammar).stream().filter(rule -> !GrammarUtil.isDatatypeRule(rule))
                .flatMap(rule -> GrammarUtil.containedKeywords(rule).stream()).toList();
    }

    /** The words of a rule, with a keyword among them if the rule leads there. */
    public List<String> of(String rule, Keyword keyword) {
        aim = keyword;
        way = ways.computeIfAbsent(keyword, this::leadingTo);
        List<String> words = new ArrayList<>();
        add(GrammarUtil.findRuleForName(grammar, rule).getAlternatives(), words, 0);
        return words;
    }

    private void add(AbstractElement element, List<String> words, int depth) {
        for (int i = times(element, words.size() < MANY ? depth : DEEP + 1); i > 0; i--) {
            once(element, words, depth);
        }
    }

    private int times(AbstractElement element, int depth) {
        boolean many = GrammarUtil.isMultipleCardinality(element);
        boolean optional = GrammarUtil.isOptionalCardinality(element);
        int least = optional ? 0 : 1;
        if (depth > DEEP || !many && !optional) {
            return least;
        }
        least = way.contains(element) ? 1 : least;
        if (!many) {
            return random.nextInt(100) < (depth < 10 ? 40 : 20) ? 1 : least;
        }
        // operators nest deep, members of a block do not
        int times = least;
        while (times < 6 && random.nextInt(100) < (depth < 10 ? 45 : 6)) {
            times++;
        }
        return times;
    }

    private void once(AbstractElement element, List<String> words, int depth) {
        if (element instanceof Keyword keyword) {
            words.add(keyword.getValue());
            // once is enough: an operator of operators would never end
            way = keyword == aim ? Set.of() : way;
        } else if (element instanceof Assignment assignment) {
            add(assignment.getTerminal(), words, depth);
        } else if (element instanceof CrossReference reference) {
            add(reference.getTerminal(), words, depth);
        } else if (element instanceof EnumLiteralDeclaration literal) {
            words.add(literal.getLiteral().getValue());
        } else if (element instanceof RuleCall call) {
            call(call.getRule(), words, depth);
        } else if (element instanceof Alternatives choice) {
            add(choose(choice, words.size() < MANY ? depth : DEEP + 1), words, depth);
        } else if (element instanceof CompoundElement sequence) {
            sequence.getElements().forEach(one -> add(one, words, depth));
        } else if (!(element instanceof Action)) {
            throw new IllegalStateException("no words for " + element);
        }
    }

    private void call(AbstractRule rule, List<String> words, int depth) {
        if (rule instanceof TerminalRule) {
            words.add(switch (rule.getName()) {
                case "ID" -> random.nextInt(4) == 0 ? "n" + random.nextInt(1000) : any(NAMES);
                case "INT" -> any(NUMBERS);
                case "HEX" -> any(HEXES);
                case "STRING" -> any(STRINGS);
                default -> throw new IllegalStateException("no words for the terminal " + rule.getName());
            });
        } else {
            add(rule.getAlternatives(), words, depth + 1);
        }
    }

    private AbstractElement choose(Alternatives choice, int depth) {
        List<AbstractElement> ways = choice.getElements();
        if (depth > DEEP) {
            return ways.stream().min((one, other) -> shortest.get(one) - shortest.get(other)).orElseThrow();
        }
        List<AbstractElement> right = ways.stream().filter(way::contains).toList();
        if (!right.isEmpty() && random.nextInt(100) < 90) {
            return right.get(random.nextInt(right.size()));
        }
        // keywords that may be names are so many that no name would be left
        boolean names = ways.size() > 20 && ways.get(0) instanceof RuleCall;
        return names && random.nextInt(100) < 92 ? ways.get(0) : ways.get(random.nextInt(ways.size()));
    }

    private String any(String[] words) {
        return words[random.nextInt(words.length)];
    }

    private Set<AbstractElement> leadingTo(Keyword aim) {
        Set<AbstractElement> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<EObject> open = new ArrayDeque<>(List.of(aim));
        while (!open.isEmpty()) {
            EObject one = open.remove();
            if (one instanceof AbstractElement element && found.add(element)) {
                open.add(element.eContainer());
            } else if (one instanceof AbstractRule rule) {
                GrammarUtil.allParserRules(grammar).stream()
                        .flatMap(other -> GrammarUtil.containedRuleCalls(other).stream()).filter(call -> call.getRule() == rule).forEach(open::add);
            }
        }
        return found;
    }

    /** How many rules deep each element goes at least. */
    private void measure() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (AbstractRule rule : GrammarUtil.allRules(grammar)) {
                if (!(rule instanceof TerminalRule)) {
                    changed |= measure(rule.getAlternatives());
                }
            }
        }
    }

    private boolean measure(AbstractElement element) {
        boolean changed = false;
        for (var part : element.eContents()) {
            if (part instanceof AbstractElement inner) {
                changed |= measure(inner);
            }
        }
        int now = GrammarUtil.isOptionalCardinality(element) ? 0 : depth(element);
        Integer before = shortest.put(element, now);
        return changed || before == null || before != now;
    }

    private int depth(AbstractElement element) {
        int far = Integer.MAX_VALUE / 2;
        if (element instanceof RuleCall call) {
            return call.getRule() instanceof TerminalRule ? 1 : Math.min(far, 1 + shortest.getOrDefault(call.getRule().getAlternatives(), far));
        } else if (element instanceof Assignment assignment) {
            return shortest.getOrDefault(assignment.getTerminal(), far);
        } else if (element instanceof CrossReference reference) {
            return shortest.getOrDefault(reference.getTerminal(), far);
        } else if (element instanceof Alternatives choice) {
            return choice.getElements().stream().mapToInt(one -> shortest.getOrDefault(one, far)).min().orElse(0);
        } else if (element instanceof CompoundElement sequence) {
            return sequence.getElements().stream().mapToInt(one -> shortest.getOrDefault(one, far)).max().orElse(0);
        }
        return 0;
    }
}
