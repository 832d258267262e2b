// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.vbus.compat.rule.Words;

/** The same bytes are of another type: a number became an address, an enum, a struct. */
public final class FieldTypeSameSizeChanged extends Rule {
    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.FIELD, Kind.ARM, Kind.ARG), Fact.TYPE, Fact.SHAPE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(Kind.FIELD, Kind.ARM, Kind.ARG).forEach(member -> judge(comparison, member, found));
    }

    private void judge(Comparison comparison, Pair member, Findings found) {
        // other bytes are FieldWidthChanged's; what a declaration of the same name became is judged at the declaration
        boolean otherType = !Types.isSame(comparison, member) && FieldWidthChanged.change(comparison, member).isEmpty();
        if (!otherType && !isAddressChanged(member)) {
            return;
        }
        // another shape of an argument is another payload, or another argument of a call, and judged with its condition there
        if (member.kind() == Kind.ARG && member.changed(Fact.SHAPE) && !isAddressChanged(member)) {
            return;
        }
        String was = named(member.before());
        String is = named(member.after());
        Set<String> meantBefore = meant(comparison, member.before(), true);
        Set<String> meantAfter = meant(comparison, member.after(), false);
        if (isAddressChanged(member)) {
            report(Severity.DANGER, member, was, is, "one side takes for an address what the other one wrote as a number", found);
        } else if (member.was(Fact.SHAPE).equals(member.is(Fact.SHAPE)) || sameElements(member)) {
            if (!Types.names(comparison.before(), member.before()).equals(Types.names(comparison.after(), member.after()))) {
                report(Severity.DANGER, member, was, is, "the bytes are alike, and what is in them has other names", found);
                return;
            }
            boolean silent = meantBefore.equals(meantAfter);
            found.add(silent ? finding(Severity.NOTE, member).risks(Axis.SOURCE).values(was, is)
                    .says("`" + member.name() + "` is written " + is + ", was " + was + ": the bytes and their meaning are the same")
                    .instead("nothing needs to be done")
                    : finding(Severity.DANGER, member).risks(Axis.SOURCE).breaks(Axis.BEHAVIOUR).inAll().values(was, is)
                    .says("`" + member.name() + "` is " + is + ", was " + was + ": what the one says of it the other does not (" + said(meantAfter)
                            + "; was " + said(meantBefore) + ")")
                    .instead("say of the field what the old type said of it"));
        } else if (!isJudgedAsNumber(member)) {
            boolean unknown = !Places.isPlaced(member.after()) && member.is(Fact.WIDTH).isEmpty();
            report(unknown ? Severity.ERROR : Severity.DANGER, member, was, is, unknown ? "each side takes what is passed for something else"
                    : "the bytes are as many, and mean something else to each side", found);
        }
    }

    private void report(Severity severity, Pair member, String was, String is, String harm, Findings found) {
        found.add(finding(severity, member).breaks(Axis.SOURCE, Axis.BEHAVIOUR).inAll().values(was, is)
                .says("`" + member.name() + "` is " + is + ", was " + was + ": " + harm)
                .instead("keep the type; give the new one to a new field in reserved bytes, or to a new struct under a feature bit"));
    }

    /** A plain number became an address, or an address a plain number. Another target of an address is not judged here. */
    private static boolean isAddressChanged(Pair member) {
        return member.was(Fact.TARGET).isEmpty() != member.is(Fact.TARGET).isEmpty();
    }

    /** Sign and byte order are judged apart, and so are the parts of a word. */
    private static boolean isJudgedAsNumber(Pair member) {
        String was = Types.element(member.before(), Fact.SHAPE);
        String is = Types.element(member.after(), Fact.SHAPE);
        boolean arrays = Types.isArray(member.before()) == Types.isArray(member.after());
        return arrays && (Types.isNumber(was) && Types.isNumber(is) || Types.isBits(was) && Types.isBits(is));
    }

    /** Elements of the same shape: in another number, which is judged apart, or one that is now an array of one. */
    private static boolean sameElements(Pair member) {
        return (Types.isArray(member.before()) == Types.isArray(member.after()) || Places.isPlaced(member.after()))
                && Types.element(member.before(), Fact.SHAPE).equals(Types.element(member.after(), Fact.SHAPE));
    }

    private static Set<String> meant(Comparison comparison, Element member, boolean old) {
        return Types.meaning(old ? comparison.before() : comparison.after(), member).stream().map(said -> old ? comparison.translated(said) : said)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private static String said(Set<String> meant) {
        return meant.isEmpty() ? "nothing" : Words.shortened(String.join(", ", meant));
    }

    private static String named(Element member) {
        String type = "`" + Words.shortened(member.get(Fact.TYPE).orElse("")) + "`";
        return member.get(Fact.TARGET).map(target -> type + " (an address of " + Words.shortened(target) + ")").orElse(type);
    }
}
