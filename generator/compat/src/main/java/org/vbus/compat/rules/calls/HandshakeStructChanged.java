// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Fingerprint;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** The block in which two sides agree on features or versions is not what it was. */
public final class HandshakeStructChanged extends Rule {
    private static final long FIRST_OF_BUS = 0xffff0000L;
    private static final Set<String> VERSIONS = Set.of("version", "ver");

    /** None of its own: each part of the change is judged where it is, and this one says that it can never be negotiated. */
    @Override
    public Set<Claim> claims() {
        return Set.of();
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.CALL, Kind.IOCTL).filter(pair -> agrees(comparison, pair) && !block(pair.before()).equals(block(pair.after())))
                .forEach(pair -> found.add(broken(pair, "`" + pair.name() + "` is what the two sides agree with, and its block is another")));
        comparison.matched(Kind.STRUCT).filter(Pair::isTouched).flatMap(pair -> pair.children(Kind.FIELD))
                .filter(field -> field.isMatched() && moved(field) && marks(field))
                .forEach(field -> found.add(broken(field,
                        "`" + field.name() + "` tells one version from another, and is no longer where or what it was")));
    }

    private Finding broken(Pair pair, String text) {
        return finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                .says(text + ": two versions that differ in this cannot find out that they do")
                .instead("never change it; what else is to be agreed on goes through a call of its own");
    }

    /** What carries features or a version. */
    private static boolean agrees(Comparison comparison, Pair pair) {
        return pair.parent().orElseThrow().children(Kind.GROUP).anyMatch(group -> group.was(Fact.VIA).equals(pair.before().name()))
                || pair.kind() == Kind.CALL && pair.before().number(Fact.NUMBER).orElse(0L) >= FIRST_OF_BUS
                || pair.before().children(Kind.ARG).anyMatch(arg -> named(arg) || comparison.byOldName(arg.get(Fact.TYPE).orElse("")).stream()
                        .flatMap(type -> type.maybeBefore().stream()).flatMap(type -> type.children(Kind.FIELD))
                        .anyMatch(HandshakeStructChanged::named));
    }

    private static boolean named(Element element) {
        return VERSIONS.contains(element.name());
    }

    /** A number in shared memory that is a version's. */
    private static boolean marks(Pair field) {
        return named(field.before()) && !field.was(Fact.FIXED).isEmpty();
    }

    private static boolean moved(Pair field) {
        return field.changed(Fact.OFFSET) || field.changed(Fact.WIDTH) || field.changed(Fact.ENDIAN) || field.changed(Fact.BYTES);
    }

    private static String block(Element call) {
        return call.all(Fact.SIZE) + Fingerprint.of(call.children(Kind.ARG).toList(), Fact.Layer.WIRE);
    }
}
