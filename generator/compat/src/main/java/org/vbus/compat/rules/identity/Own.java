// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.identity;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.match.Pair;

/** What is judged for its own sake: of an imported package only what is used is known, and it comes and goes with its uses. */
final class Own {
    private Own() { }

    static boolean before(Comparison comparison, Pair pair) {
        return pair.within(Kind.SPEC).flatMap(Pair::maybeBefore).filter(spec -> comparison.before().requested().contains(spec.name())).isPresent();
    }

    static boolean after(Comparison comparison, Pair pair) {
        return pair.within(Kind.SPEC).flatMap(Pair::maybeAfter).filter(spec -> comparison.after().requested().contains(spec.name())).isPresent();
    }
}
