// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.match.Scope;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rule.Words;
import org.vbus.model.expr.Expr;

/** A field counts under another condition, or is something else when its condition does not hold. Arguments are judged as a whole, by their types. */
public final class FieldGateChanged extends Rule {
    private static final Kind[] KINDS = {Kind.FIELD, Kind.ARM, Kind.ALIAS};

    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(KINDS), Fact.GATE, Fact.OTHERWISE, Fact.OTHERWISE_TYPE);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.changed(KINDS).forEach(pair -> {
            if (pair.changed(Fact.GATE)) {
                gate(comparison, pair, found);
            }
            if (pair.changed(Fact.OTHERWISE) || pair.changed(Fact.OTHERWISE_TYPE)) {
                otherwise(comparison, pair, found);
            }
        });
    }

    private void gate(Comparison comparison, Pair pair, Findings found) {
        String was = Scope.translated(comparison, pair, pair.was(Fact.GATE));
        String is = pair.is(Fact.GATE);
        if (was.equals(is) || isSame(was, is)) {
            return;
        }
        String what = was.isEmpty() ? "counts only if `" + is + "`, and always did" : is.isEmpty() ? "always counts, was only if `" + was + "`"
                : "counts if `" + is + "`, was if `" + was + "`";
        found.add(finding(Severity.ERROR, pair).breaks(Axis.BEHAVIOUR).inAll().values(pair.was(Fact.GATE), is)
                .says("`" + pair.name() + "` " + what + ": where the two differ, one side reads what the other never wrote, "
                        + "or writes what nobody reads")
                .instead("keep the condition; what is to count under another one is a new field"));
    }

    /** Whether both hold in the same cases. */
    private static boolean isSame(String was, String is) {
        if (was.isEmpty() || is.isEmpty()) {
            return false;
        }
        Optional<Expr> old = Expressions.parse(was);
        Optional<Expr> now = Expressions.parse(is);
        return old.isPresent() && now.isPresent()
                && Truth.compare(List.of(old.get()), List.of(now.get()), "", Optional.empty(), path -> Optional.empty())
                .filter(difference -> !difference.oldOnly() && !difference.newOnly()).isPresent();
    }

    private void otherwise(Comparison comparison, Pair pair, Findings found) {
        String was = pair.was(Fact.OTHERWISE_TYPE);
        String is = pair.is(Fact.OTHERWISE_TYPE);
        // a type that kept its name is judged where it is declared; one without a gate before or after is judged by that
        if (Scope.same(comparison, pair, was, is) || pair.was(Fact.GATE).isEmpty() || pair.is(Fact.GATE).isEmpty()) {
            return;
        }
        boolean bytes = pair.changed(Fact.OTHERWISE);
        found.add(finding(bytes ? Severity.ERROR : Severity.WARNING, pair)
                .breaks(bytes ? new Axis[] {Axis.WIRE, Axis.BEHAVIOUR} : new Axis[] {Axis.SOURCE})
                .in(bytes ? Set.of(Deployment.values()) : Set.of()).values(was, is)
                .says("`" + pair.name() + "` is " + named(is) + " if `" + pair.is(Fact.GATE) + "` does not hold, was " + named(was)
                        + (bytes ? ": peers without it read each other's bytes as something else"
                                : ": the bytes are the same, and programs have to be changed"))
                .instead("keep the type; peers that never negotiated anything have to be understood for ever"));
    }

    private static String named(String type) {
        return type.isEmpty() ? "not there" : "`" + Words.shortened(type) + "`";
    }
}
