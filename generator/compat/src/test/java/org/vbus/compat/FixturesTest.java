// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rules.Rules;

/** Every rule finds what it is for and nothing else, in both directions; and none is without page and fixtures. */
class FixturesTest {
    static Stream<Case> cases() throws IOException {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".case")).sorted().map(Case::read).toList().stream();
        }
    }

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("generator/compat"))) {
            here = here.getParent();
        }
        return here.resolve("generator/compat/src/test/resources/fixtures");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds(Case one) {
        assertThat(found(one, one.old(), one.now(), one.finds())).as("old to new").isEqualTo(one.finds());
        assertThat(found(one, one.now(), one.old(), one.back())).as("new to old").isEqualTo(one.back());
    }

    private static List<String> found(Case one, String from, String to, List<String> expected) {
        List<String> others = expected.stream().filter(line -> line.startsWith("+")).map(line -> line.substring(1).split(" ")[0]).toList();
        return new Judge(Rules.all()).judge(Comparison.of(Specs.abi(from), Specs.abi(to))).all().stream()
                .filter(finding -> finding.rule().equals(one.rule()) || others.contains(finding.rule()))
                .map(finding -> (finding.rule().equals(one.rule()) ? "" : "+") + line(finding)).sorted().toList();
    }

    private static String line(Finding finding) {
        String hit = finding.breaks().stream().map(Deployment::code).collect(Collectors.joining(","));
        return finding.rule() + " " + finding.severity() + finding.released().map(reason -> " released").orElse("") + " " + (hit.isEmpty() ? "-" : hit)
                + " " + finding.path();
    }

    @Test
    void everyRuleHasAPageAndFixtures() throws IOException {
        List<Case> cases = cases().toList();
        for (Rule rule : Rules.all()) {
            assertThat(rule.page()).as(rule + " has a page").isPresent();
            for (String kind : List.of("positive", "negative", "released")) {
                assertThat(cases).as(rule + " has a fixture that is " + kind).anyMatch(one -> one.rule().equals(rule.id()) && one.name().startsWith(kind));
            }
            assertThat(cases).filteredOn(one -> one.rule().equals(rule.id()) && one.name().startsWith("positive"))
                    .allMatch(one -> one.finds().stream().anyMatch(line -> line.startsWith(rule.id() + " ")));
            assertThat(cases).filteredOn(one -> one.rule().equals(rule.id()) && one.name().startsWith("negative"))
                    .noneMatch(one -> one.finds().stream().anyMatch(line -> line.startsWith(rule.id() + " ")));
        }
        assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(cases).extracting(Case::rule).isSubsetOf(Rules.all().stream().map(Rule::id).toList());
    }
}
