// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.virtio;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Claim;
import org.vbus.compat.rule.Findings;
import org.vbus.compat.rule.Renames;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;

/** A virtqueue has another index. */
public final class VqNumberChanged extends Rule {
    private static final Pattern INDEX = Pattern.compile("(?<![\\w.])(?!config\\.)[A-Za-z_]\\w*(?![\\w.])");

    @Override
    public Set<Claim> claims() {
        return Claim.facts(List.of(Kind.QUEUE), Fact.NUMBER);
    }

    @Override
    public void judge(Comparison comparison, Findings found) {
        comparison.matched(Kind.QUEUE).filter(pair -> pair.changed(Fact.NUMBER)
                && !now(comparison, pair).equals(counted(pair.parent().orElseThrow().after(), pair.is(Fact.NUMBER))))
                .forEach(pair -> found.add(finding(Severity.ERROR, pair).breaks(Axis.WIRE, Axis.BEHAVIOUR).inAll()
                        .values(pair.was(Fact.NUMBER), pair.is(Fact.NUMBER))
                        .says("`" + pair.name() + "` is virtqueue " + pair.is(Fact.NUMBER) + ", was " + pair.was(Fact.NUMBER)
                                + ": one side fills the queue that the other takes for another")
                        .instead("keep the number; give a new queue one that is free")));
    }

    private static String now(Comparison comparison, Pair pair) {
        Pair device = pair.parent().orElseThrow();
        return counted(device.after(), Renames.number(comparison, device, pair.was(Fact.NUMBER)));
    }

    /** Without the name of the number that counts the queues. */
    private static String counted(Element device, String text) {
        List<String> lets = device.children(Kind.LET).map(Element::name).toList();
        return INDEX.matcher(text).replaceAll(found -> lets.contains(found.group()) ? found.group() : "#");
    }
}
