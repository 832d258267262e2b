// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.calls;

import java.util.List;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Renames;

/** Steps that must come before another. */
final class Steps {
    private Steps() { }

    static List<String> added(Pair pair) {
        List<String> before = before(pair);
        return pair.after().all(Fact.AFTER).stream().filter(step -> !before.contains(step)).toList();
    }

    static List<String> dropped(Pair pair) {
        return before(pair).stream().filter(step -> !pair.after().all(Fact.AFTER).contains(step)).toList();
    }

    private static List<String> before(Pair pair) {
        return pair.before().all(Fact.AFTER).stream()
                .map(step -> Renames.inside(pair.parent().orElseThrow(), step, Kind.RING, Kind.REGION, Kind.CALL, Kind.IOCTL)).toList();
    }
}
