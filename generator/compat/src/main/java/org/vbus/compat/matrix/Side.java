// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.matrix;

import java.util.Optional;
import org.vbus.compat.abi.Element;
import org.vbus.compat.match.Pair;

/** One of the two versions in a comparison. */
enum Side {
    OLDER, NEWER;

    Optional<Element> of(Pair pair) {
        return this == OLDER ? pair.maybeBefore() : pair.maybeAfter();
    }

    Side other() {
        return this == OLDER ? NEWER : OLDER;
    }
}
