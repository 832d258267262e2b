// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

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
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** Another side writes a field, or a struct. */
public final class FieldDirectionChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.and(Claim.facts(List.of(Kind.FIELD, Kind.ARM), Fact.WRITERS, Fact.DIRECTION), Claim.facts(List.of(Kind.STRUCT), Fact.WRITERS));
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.FIELD, Kind.ARM).filter(member -> member.changed(Fact.WRITERS) || member.changed(Fact.DIRECTION))
                .forEach(member -> judge(member, writers(member, true), writers(member, false), found));
        // reported once, unless all that is in it says for itself who writes
        comparison.changed(Kind.STRUCT).filter(struct -> struct.changed(Fact.WRITERS) && hits(struct))
                .forEach(struct -> judge(struct, own(struct.before()), own(struct.after()), found));
    }

    private void judge(Pair pair, Set<String> was, Set<String> is, Findings found) {
        if (was.equals(is)) {
            return;
        }
        boolean said = !was.isEmpty() && !is.isEmpty();
        found.add(finding(said ? Severity.ERROR : Severity.DANGER, pair).breaks(Axis.BEHAVIOUR).inAll().values(words(was), words(is))
                .says("`" + pair.name() + "` is written by " + words(is) + ", was by " + words(was)
                        + (said ? ": both sides write it, or none does, and one reads back what it wrote"
                                : ": what one version lets a side write the other says nothing of"))
                .instead("leave it to the side that wrote it; the other one has a field of its own"));
    }

    /** Whether something in a struct has other writers only because the struct has. */
    private static boolean hits(Pair struct) {
        return struct.children().isEmpty() || struct.tree().skip(1).filter(child -> child.isMatched()
                && (child.kind() == Kind.FIELD || child.kind() == Kind.ARM))
                .anyMatch(child -> !child.changed(Fact.WRITERS) && !child.changed(Fact.DIRECTION)
                        && !writers(child, true).equals(writers(child, false)));
    }

    /** Who writes it: what it says itself, else the nearest around it that says something. */
    private static Set<String> writers(Pair member, boolean old) {
        for (Optional<Pair> at = Optional.of(member); at.isPresent(); at = at.get().parent()) {
            Set<String> own = (old ? at.get().maybeBefore() : at.get().maybeAfter()).map(FieldDirectionChanged::own).orElse(Set.of());
            if (!own.isEmpty()) {
                return own;
            }
        }
        return Set.of();
    }

    private static Set<String> own(Element element) {
        if (element.kind() != Kind.FIELD && element.kind() != Kind.ARM && element.kind() != Kind.STRUCT && element.kind() != Kind.ALIAS) {
            return Set.of();
        }
        Set<String> own = new java.util.TreeSet<>(element.all(Fact.WRITERS));
        String direction = element.get(Fact.DIRECTION).orElse("");
        if (direction.equals("in") || direction.equals("inout")) {
            own.add("driver");
        }
        if (direction.equals("out") || direction.equals("inout")) {
            own.add("device");
        }
        return own;
    }

    private static String words(Set<String> writers) {
        return writers.isEmpty() ? "nobody in particular" : String.join(" and ", writers);
    }
}
