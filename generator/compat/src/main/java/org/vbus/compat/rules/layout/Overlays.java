// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.layout;

import java.util.List;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Pair;

/** Which fields of a record have bytes in common. */
final class Overlays {
    private Overlays() { }

    /** Fields whose being in an overlay is another than it was; that the overlay stands elsewhere in the list of members is no change. */
    static Stream<Pair> changed(Body body) {
        return body.matched().filter(field -> field.was(Fact.OVERLAY).isEmpty() != field.is(Fact.OVERLAY).isEmpty()
                || !neighbours(body, field).isEmpty());
    }

    /** Fields of both versions that have bytes in common with it in one version only. */
    static List<Pair> neighbours(Body body, Pair field) {
        return body.matched().filter(other -> other != field && share(field.before(), other.before()) != share(field.after(), other.after()))
                .toList();
    }

    private static boolean share(Element one, Element other) {
        return one.get(Fact.OVERLAY).isPresent() && one.get(Fact.OVERLAY).equals(other.get(Fact.OVERLAY));
    }
}
