// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vbus.compat.policy.Notice;
import org.vbus.compat.rule.Judge;
import org.vbus.compat.rule.Rule;

/**
 * What a rule is, for reports that explain it where it is found.
 *
 * @param title one sentence
 * @param text of the page, in Markdown, without its first heading
 */
record RulePage(String title, String text) {
    private static final RulePage UNEVALUATED = new RulePage("A change that no rule judges",
            "No rule claims this kind of change, so nothing is known of what it does to peers. Compare the two versions by hand.");

    /** The page of a rule of the list, or of a notice, by its id; else empty. */
    static Optional<RulePage> of(String id, List<Rule> rules) {
        if (id.equals(Judge.UNEVALUATED)) {
            return Optional.of(UNEVALUATED);
        }
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().flatMap(Rule::page)
                .or(() -> Arrays.stream(Notice.values()).filter(notice -> notice.name().equals(id)).findFirst().flatMap(Notice::page)).map(page -> parse(id, page));
    }

    private static RulePage parse(String id, String page) {
        String text = page.strip();
        if (text.startsWith("<!--")) {
            text = text.substring(text.indexOf("-->") + 3).strip();
        }
        if (!text.startsWith("# ")) {
            return new RulePage(id, text);
        }
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String title = text.substring(2, end).strip();
        return new RulePage(title.startsWith(id + ": ") ? title.substring(id.length() + 2) : title, text.substring(end).strip());
    }
}
