// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.random;

import com.google.inject.Injector;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.IGrammarAccess;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.parser.IParseResult;
import org.eclipse.xtext.parser.IParser;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.vbus.lang.VbusStandaloneSetup;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.source.SourceScan;
import org.vbus.lang.source.SourceText;

/** Random specs that are right by their syntax and mean nothing, of every construct of the grammar, from a seed. */
public final class SyntaxSpecs {
    /** Words of one declaration. */
    private static final int LONG = 300;
    /** Declarations made for one keyword before another is tried. */
    private static final int TRIES = 100;

    private final IParser parser;
    private final org.eclipse.xtext.Grammar grammar;
    private final Random random;
    private final GrammarWords words;
    private final List<Keyword> keywords;
    private final Set<Keyword> seen = new LinkedHashSet<>();
    private int next;
    private int refused;
    private int made;

    public SyntaxSpecs(long seed) {
        Injector injector = new VbusStandaloneSetup().createInjectorAndDoEMFRegistration();
        parser = injector.getInstance(IParser.class);
        grammar = injector.getInstance(IGrammarAccess.class).getGrammar();
        random = new Random(seed);
        words = new GrammarWords(grammar, random);
        keywords = words.keywords();
    }

    /** A whole file, as its words. */
    public List<String> file() {
        List<String> file = new ArrayList<>(List.of("package", "p"));
        if (random.nextBoolean()) {
            file.addAll(List.of("abi", "testing", "release", "1", ".", "2"));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            file.addAll(List.of("import", "a", ".", "b" + i, ".*"));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            file.addAll(List.of("allow", "VB110" + i, "in", "a", "\"because\""));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            file.addAll(element());
        }
        // an element may swallow the beginning of the next
        return parses(String.join(" ", file)) ? file : file();
    }

    private List<String> element() {
        Keyword aim = keywords.get(next++ % keywords.size());
        for (int tries = 0; ; tries++) {
            List<String> element = words.of("Element", aim);
            if (element.size() < LONG && parses("package p " + String.join(" ", element))) {
                made++;
                // the rarest keywords need a few
                if (seen.contains(aim) || tries > TRIES) {
                    return element;
                }
            } else {
                refused++;
            }
        }
    }

    /** Whether a text is a spec by its syntax; its keywords count as seen. */
    public boolean parses(String text) {
        Optional<IParseResult> parsed = parse(text);
        parsed.ifPresent(this::see);
        return parsed.isPresent();
    }

    /** The syntax tree of a text, without links; empty if there is none. */
    public Optional<EObject> tree(String text) {
        return parse(text).map(IParseResult::getRootASTElement);
    }

    /** Whether two texts have the same syntax tree. */
    public boolean sameTree(String one, String other) {
        return EcoreUtil.equals(tree(one).orElseThrow(), tree(other).orElseThrow());
    }

    private Optional<IParseResult> parse(String text) {
        if (!SourceScan.passes(new SourceText(java.nio.file.Path.of("random.vbus"), "random.vbus", text), new Reporter())) {
            return Optional.empty();
        }
        IParseResult result = parser.parse(new StringReader(text));
        return result.hasSyntaxErrors() ? Optional.empty() : Optional.of(result);
    }

    private void see(IParseResult parsed) {
        for (ILeafNode leaf : parsed.getRootNode().getLeafNodes()) {
            if (leaf.getGrammarElement() instanceof Keyword keyword) {
                seen.add(keyword);
            }
        }
    }

    /** The keywords of the grammar that no spec had so far, but for those that are names. */
    public List<String> missing() {
        return keywords.stream().filter(keyword -> !seen.contains(keyword))
                .map(keyword -> GrammarUtil.containingRule(keyword).getName() + ": " + keyword.getValue()).toList();
    }

    /** How many of a hundred sequences of words the parser took. */
    public int acceptance() {
        return 100 * made / Math.max(1, made + refused);
    }
}
