// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;

/** Who sends what: it decides which deployment a change of the values hits. */
public final class Flow {
    private static final String TO_DEVICE = "to-device";
    private static final String TO_DRIVER = "to-driver";

    private Flow() { }

    /** Whom it hits when the newer side sends what the older does not know. Both, when nothing says who sends. */
    public static Set<Deployment> ofNewValues(Pair pair) {
        return hit(ways(pair), Deployment.NEW_DRIVER, Deployment.OLD_DRIVER);
    }

    /** Whom it hits when the older side sends what the newer no longer takes. Both, when nothing says who sends. */
    public static Set<Deployment> ofOldValues(Pair pair) {
        return hit(ways(pair), Deployment.OLD_DRIVER, Deployment.NEW_DRIVER);
    }

    private static Set<Deployment> hit(Set<String> ways, Deployment whenDriverSends, Deployment whenDeviceSends) {
        EnumSet<Deployment> hit = EnumSet.noneOf(Deployment.class);
        if (ways.isEmpty() || ways.contains(TO_DEVICE)) {
            hit.add(whenDriverSends);
        }
        if (ways.isEmpty() || ways.contains(TO_DRIVER)) {
            hit.add(whenDeviceSends);
        }
        return hit;
    }

    /** What the element itself says, else the nearest around it that says something. */
    private static Set<String> ways(Pair pair) {
        for (Optional<Pair> at = Optional.of(pair); at.isPresent(); at = at.get().parent()) {
            Set<String> ways = new HashSet<>();
            at.get().maybeBefore().ifPresent(element -> ways.addAll(said(element)));
            at.get().maybeAfter().ifPresent(element -> ways.addAll(said(element)));
            if (!ways.isEmpty()) {
                return ways;
            }
        }
        return Set.of();
    }

    private static Set<String> said(Element element) {
        Set<String> ways = new HashSet<>(element.all(Fact.FLOW));
        String direction = element.get(Fact.DIRECTION).orElse("");
        if (element.kind() == Kind.RING || element.kind() == Kind.QUEUE) {
            ways.add(direction);
        } else if (!direction.isEmpty()) {
            ways.addAll(direction.equals("inout") ? List.of(TO_DEVICE, TO_DRIVER) : List.of(direction.equals("in") ? TO_DEVICE : TO_DRIVER));
        }
        for (String writer : element.all(Fact.WRITERS)) {
            if (writer.equals("driver")) {
                ways.add(TO_DEVICE);
            } else if (writer.equals("device")) {
                ways.add(TO_DRIVER);
            }
        }
        return ways;
    }
}
