// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;

/** The text of an attribute means something else. */
public final class SysfsFormatChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.ATTRIBUTE), Fact.TYPE, Fact.SHAPE, Fact.UNIT);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.ATTRIBUTE).forEach(pair -> {
            String was = pair.was(Fact.TYPE);
            String is = pair.is(Fact.TYPE);
            // what changed in a type of the same name is judged there
            if (!comparison.same(was, is) && (pair.changed(Fact.SHAPE) || !words(comparison.byOldName(was).flatMap(Pair::maybeBefore))
                    .equals(words(comparison.byNewName(is).flatMap(Pair::maybeAfter))))) {
                found.add(broken(pair, was, is, "is " + Words.shortened(is) + ", was " + Words.shortened(was)));
            }
            if (pair.changed(Fact.UNIT)) {
                found.add(broken(pair, pair.was(Fact.UNIT), pair.is(Fact.UNIT),
                        "is in " + unit(pair.is(Fact.UNIT)) + ", was in " + unit(pair.was(Fact.UNIT))));
            }
        });
    }

    private Finding broken(Pair pair, String was, String is, String text) {
        return finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).in(Deployment.NEW_DRIVER, Deployment.OLD_DRIVER).values(was, is)
                .says("`" + pair.name() + "` " + text + ": scripts of the other version misread it, or write what is refused or means something else")
                .instead("keep the file; add an attribute of the other kind");
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "no unit" : unit;
    }

    /** What the text of a value may be. */
    private static List<String> words(Optional<Element> type) {
        return type.stream().flatMap(element -> element.children().stream())
                .filter(child -> child.kind() == Kind.LITERAL || child.kind() == Kind.FLAG).map(Element::name).toList();
    }
}
