// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.policy.Notice;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.Rules;

/** What a page shows is what the rule does: the change is found, and the compatible way is not, nor is anything bad found in it. */
class PagesTest {
    private static final Pattern BLOCK = Pattern.compile("^```vbus (old|new|instead)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    static Stream<Rule> rules() {
        return Rules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void examples(Rule rule) {
        String page = rule.page().orElseThrow();
        assertThat(page).startsWith("<!-- SPDX-License-Identifier: Apache-2.0 -->\n# " + rule.id() + ": ");
        Map<String, String> blocks = new HashMap<>();
        for (Matcher block = BLOCK.matcher(page); block.find();) {
            blocks.put(block.group(1), block.group(2));
        }
        assertThat(blocks).containsKeys("old", "new", "instead");
        assertThat(findings(blocks.get("old"), blocks.get("new"))).extracting(Finding::rule).contains(rule.id());
        List<Finding> instead = findings(blocks.get("old"), blocks.get("instead"));
        // what it tells of the compatible way is a note
        assertThat(instead).noneMatch(finding -> finding.rule().equals(rule.id()) && finding.counts(Severity.WARNING));
        assertThat(instead).noneMatch(finding -> finding.counts(Severity.ERROR));
    }

    @ParameterizedTest
    @EnumSource(Notice.class)
    void notices(Notice notice) {
        assertThat(notice.page()).get().asString().startsWith("<!-- SPDX-License-Identifier: Apache-2.0 -->\n# " + notice.name() + ": ");
    }

    private static List<Finding> findings(String old, String now) {
        return new Judge(Rules.all()).judge(Comparison.of(Specs.abi(old), Specs.abi(now))).all();
    }
}
