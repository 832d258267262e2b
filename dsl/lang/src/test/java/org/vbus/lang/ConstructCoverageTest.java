// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Injector;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.IGrammarAccess;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.TerminalRule;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.parser.IParseResult;
import org.eclipse.xtext.parser.IParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each word, each sign and each rule of the grammar stands in a spec that is right and in one that is wrong. */
class ConstructCoverageTest {
    private static final Injector INJECTOR = new VbusStandaloneSetup().createInjectorAndDoEMFRegistration();
    private static final IGrammarAccess GRAMMAR = INJECTOR.getInstance(IGrammarAccess.class);
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path SPECS = Path.of("../../abi-specs");
    /** What is always refused, under a number that says more than that it does not parse. */
    private static final Set<String> ONLY_WRONG = Set.of("State", "State state", "State {", "State }", "Poll out");
    /** Names made of words are no use of the words. */
    private static final Set<String> NAMES = Set.of("Name", "PlainName", "QName", "QNameWild", "TypeName");
    private static final Pattern PLACE = Pattern.compile("// expect VB\\d{4} \\d+:\\d+");
    private static final int LEAST_FIXTURES = 150;

    static List<Path> good() throws IOException {
        List<Path> files = new ArrayList<>(specs(RESOURCES.resolve("good")));
        files.addAll(specs(SPECS));
        return files;
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodIsGood(Path file) {
        assertThat(FrontEnd.create().load(List.of(file), List.of(SPECS)).diagnostics()).isEmpty();
    }

    @Test
    void everyWordStandsInAGoodSpecAndInAWrongOne() throws IOException {
        Set<String> all = new TreeSet<>();
        for (AbstractRule rule : GRAMMAR.getGrammar().getRules()) {
            if (!NAMES.contains(rule.getName()) && !(rule instanceof TerminalRule)) {
                rule.eAllContents().forEachRemaining(one -> {
                    if (one instanceof Keyword keyword) {
                        all.add(rule.getName() + " " + keyword.getValue());
                    }
                });
            }
        }
        assertThat(all).hasSizeGreaterThan(200).contains("Region seqlock", "Removed struct", "Allow allow", "And and");
        assertThat(missing(all, good(), false)).as("in no good spec").isSubsetOf(ONLY_WRONG);
        assertThat(missing(all, specs(RESOURCES.resolve("wrong")), false)).as("in no wrong spec").isEmpty();
    }

    @Test
    void everyRuleStandsInAGoodSpecAndInAWrongOne() throws IOException {
        Set<String> all = new TreeSet<>();
        GRAMMAR.getGrammar().getRules().stream().filter(rule -> !(rule instanceof TerminalRule)).forEach(rule -> all.add(rule.getName()));
        assertThat(missing(all, good(), true)).as("in no good spec").isSubsetOf(ONLY_WRONG);
        assertThat(missing(all, specs(RESOURCES.resolve("wrong")), true)).as("in no wrong spec").isEmpty();
    }

    @Test
    void enoughFixturesSayTheirPlaces() throws IOException {
        List<Path> fixtures = specs(RESOURCES.resolve("wrong"));
        assertThat(fixtures).hasSizeGreaterThanOrEqualTo(LEAST_FIXTURES)
                .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)).containsPattern(PLACE));
    }

    private static Set<String> missing(Set<String> all, List<Path> files, boolean rules) throws IOException {
        Set<String> missing = new TreeSet<>(all);
        for (Path file : files) {
            if (file.getFileName().toString().startsWith("VB00")) {
                // no parser sees it
                continue;
            }
            String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
            IParseResult parsed = INJECTOR.getInstance(IParser.class).parse(new StringReader(text));
            for (INode node : parsed.getRootNode().getAsTreeIterable()) {
                EObject element = node.getGrammarElement();
                if (element instanceof CrossReference reference) {
                    element = reference.getTerminal();
                } else if (element instanceof EnumLiteralDeclaration literal) {
                    element = literal.getLiteral();
                }
                if (rules && element instanceof RuleCall call) {
                    missing.remove(call.getRule().getName());
                } else if (rules && element instanceof AbstractRule rule) {
                    missing.remove(rule.getName());
                } else if (!rules && element instanceof Keyword keyword) {
                    missing.remove(GrammarUtil.containingRule(keyword).getName() + " " + keyword.getValue());
                }
            }
        }
        return missing;
    }

    private static List<Path> specs(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".vbus")).sorted().toList();
        }
    }
}
