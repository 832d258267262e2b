// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.model.type.Body;
import org.vbus.model.type.Member;

/** Named members of a body, those in overlays included. */
final class Fields {
    private Fields() { }

    static Stream<Member.Field> of(Body body) {
        return body.members().stream().flatMap(member -> member instanceof Member.Field field ? Stream.of(field)
                : member instanceof Member.Overlay overlay ? overlay.arms().stream() : Stream.empty());
    }

    static Optional<Member.Field> find(Body body, String name) {
        return of(body).filter(field -> field.name().equals(name)).findFirst();
    }
}
