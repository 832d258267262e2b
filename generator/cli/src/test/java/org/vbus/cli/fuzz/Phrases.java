// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import com.google.inject.Injector;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.Grammar;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.TerminalRule;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.parser.IParser;
import org.vbus.lang.VbusStandaloneSetup;
import org.vbus.lang.services.VbusGrammarAccess;

/** Phrases of the language: those of the corpus with the rule they follow, and new ones made from the grammar. */
final class Phrases {
    private static final int DEPTH = 12;
    private static final int UNREACHED = 1 << 20;
    /** Few names, so that one that is used is often one that is declared. */
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "s", "t", "e", "x", "y", "n", "A", "B", "T", "size", "ring");
    private static final List<String> NUMBERS = List.of("0", "1", "2", "4", "8", "3", "16", "64", "255", "256", "65536", "4294967295", "18446744073709551615");
    private static final List<String> STRINGS = List.of("\"a\"", "\"b-c\"", "\"\"", "\"%s\"", "'q'", "\"\\n\\\"\"", "\"\u00e9\"");

    private final Grammar grammar;
    private final List<List<Phrase>> bySpec = new ArrayList<>();
    private final Map<String, List<String>> byRule = new TreeMap<>();
    private final Map<AbstractElement, Integer> depths = new IdentityHashMap<>();

    /**
     * A stretch of a text of the corpus.
     *
     * @param rule name of the grammar's rule
     * @param from offset of the first character
     * @param to offset behind the last one
     */
    record Phrase(String rule, int from, int to) { }

    /** Parses the corpus. */
    Phrases(Corpus corpus) {
        Injector injector = new VbusStandaloneSetup().createInjectorAndDoEMFRegistration();
        grammar = injector.getInstance(VbusGrammarAccess.class).getGrammar();
        IParser parser = injector.getInstance(IParser.class);
        for (String text : corpus.good()) {
            List<Phrase> found = new ArrayList<>();
            for (INode node : parser.parse(new StringReader(text)).getRootNode().getAsTreeIterable()) {
                collect(node, text, found);
            }
            bySpec.add(List.copyOf(found));
        }
    }

    private void collect(INode node, String text, List<Phrase> found) {
        AbstractRule rule = node.getGrammarElement() instanceof RuleCall call ? call.getRule() : null;
        if (node instanceof ICompositeNode && rule instanceof ParserRule && node.getLength() > 0) {
            found.add(new Phrase(rule.getName(), node.getOffset(), node.getEndOffset()));
            byRule.computeIfAbsent(rule.getName(), key -> new ArrayList<>()).add(text.substring(node.getOffset(), node.getEndOffset()));
        }
    }

    /** Every keyword and symbol of the grammar. */
    List<String> keywords() {
        TreeSet<String> words = new TreeSet<>();
        GrammarUtil.getAllKeywords(grammar).forEach(words::add);
        return List.copyOf(words);
    }

    /** A phrase of a good spec that ends before an offset; null when there is none. */
    Phrase in(int spec, int before, Random random) {
        List<Phrase> fit = bySpec.get(spec).stream().filter(phrase -> phrase.to() <= before).toList();
        return fit.isEmpty() ? null : Corpus.one(fit, random);
    }

    /** A phrase that some spec has for a rule. */
    String ofRule(String rule, Random random) {
        return Corpus.one(byRule.get(rule), random);
    }

    /** A new phrase of a rule. */
    String made(String rule, Random random) {
        StringBuilder text = new StringBuilder();
        rule(GrammarUtil.findRuleForName(grammar, rule), text, 1 + random.nextInt(DEPTH), random);
        return text.toString();
    }

    /** A whole text that follows the grammar, its package apart. */
    Input sentence(Random random) {
        StringBuilder text = new StringBuilder("package p\n");
        if (random.nextInt(4) == 0) {
            text.append("abi stable release 1.0\n");
        }
        if (random.nextInt(3) == 0) {
            text.append("import linux.ioq.*\n");
        }
        for (int i = random.nextInt(12); i >= 0; i--) {
            String element = random.nextInt(3) > 0 ? made("Element", random) : ofRule("Element", random);
            text.append(element).append('\n');
        }
        return Input.of(text.toString());
    }

    private void rule(AbstractRule rule, StringBuilder text, int depth, Random random) {
        if (rule instanceof TerminalRule) {
            List<String> words = switch (rule.getName()) {
                case "INT" -> NUMBERS;
                case "HEX" -> List.of("0x0", "0x10", "0xffffffff", "0x8000000000000000");
                case "STRING" -> STRINGS;
                default -> NAMES;
            };
            say(Corpus.one(words, random), text);
        } else {
            element(rule.getAlternatives(), text, depth, random);
        }
    }

    private void element(AbstractElement element, StringBuilder text, int depth, Random random) {
        String cardinality = element.getCardinality();
        boolean optional = GrammarUtil.isOptionalCardinality(element);
        boolean deep = depth <= 0;
        int times = optional && (deep || random.nextInt(3) > 0) ? 0 : 1;
        if (times > 0 && cardinality != null && !cardinality.equals("?") && !deep) {
            times += Math.max(0, random.nextInt(5) - 1);
        }
        for (int i = 0; i < times; i++) {
            once(element, text, depth, random);
        }
    }

    private void once(AbstractElement element, StringBuilder text, int depth, Random random) {
        if (element instanceof Alternatives alternatives) {
            List<AbstractElement> choices = alternatives.getElements();
            if (depth <= 0) {
                int least = choices.stream().mapToInt(this::depth).min().orElseThrow();
                choices = choices.stream().filter(choice -> depth(choice) == least).toList();
            }
            element(Corpus.one(choices, random), text, depth, random);
        } else if (element instanceof Group group) {
            group.getElements().forEach(part -> element(part, text, depth, random));
        } else if (element instanceof Assignment assignment) {
            element(assignment.getTerminal(), text, depth, random);
        } else if (element instanceof CrossReference reference) {
            element(reference.getTerminal(), text, depth, random);
        } else if (element instanceof RuleCall call) {
            rule(call.getRule(), text, depth - 1, random);
        } else if (element instanceof Keyword keyword) {
            say(keyword.getValue(), text);
        } else if (element instanceof EnumLiteralDeclaration literal) {
            say(literal.getLiteral().getValue(), text);
        } else if (!(element instanceof Action)) {
            throw new IllegalStateException("the grammar has a " + element.eClass().getName() + ", which the fuzzer does not know");
        }
    }

    private static void say(String word, StringBuilder text) {
        boolean glued = word.startsWith(".") || text.length() > 0 && text.charAt(text.length() - 1) == '.';
        text.append(glued ? "" : " ").append(word);
    }

    /** Calls of rules that the shortest text of an element needs inside one another. */
    private int depth(AbstractElement element) {
        if (depths.isEmpty()) {
            settle();
        }
        return depths.getOrDefault(element, UNREACHED);
    }

    private void settle() {
        List<AbstractElement> all = new ArrayList<>();
        for (AbstractRule rule : GrammarUtil.allRules(grammar)) {
            for (EObject object : (Iterable<EObject>) rule::eAllContents) {
                if (object instanceof AbstractElement element) {
                    all.add(element);
                }
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (AbstractElement element : all) {
                int now = computed(element);
                changed |= now < depths.getOrDefault(element, UNREACHED);
                depths.put(element, Math.min(now, depths.getOrDefault(element, UNREACHED)));
            }
        }
    }

    private int computed(AbstractElement element) {
        if (GrammarUtil.isOptionalCardinality(element)) {
            return 0;
        }
        if (element instanceof Alternatives alternatives) {
            return alternatives.getElements().stream().mapToInt(one -> depths.getOrDefault(one, UNREACHED)).min().orElse(0);
        }
        if (element instanceof Group group) {
            return group.getElements().stream().mapToInt(one -> depths.getOrDefault(one, UNREACHED)).max().orElse(0);
        }
        if (element instanceof Assignment assignment) {
            return depths.getOrDefault(assignment.getTerminal(), UNREACHED);
        }
        if (element instanceof CrossReference reference) {
            return depths.getOrDefault(reference.getTerminal(), UNREACHED);
        }
        if (element instanceof RuleCall call && !(call.getRule() instanceof TerminalRule)) {
            return 1 + depths.getOrDefault(call.getRule().getAlternatives(), UNREACHED);
        }
        return 0;
    }
}
