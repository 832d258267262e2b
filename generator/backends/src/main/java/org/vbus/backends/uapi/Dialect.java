// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.Optional;
import org.vbus.model.type.Scalar;
import org.vbus.targets.c.CTypes;

/** The C that a header is written in. Names, numbers and layouts are the same in all; docs/decisions/033. */
enum Dialect {
    /** Linux's user-visible headers: the kernel's types and macros, C90 with what gcc adds. */
    LINUX,
    /** Any compiler of C99 or C++11 on any system, or on none. */
    NEUTRAL;

    /** The type of a scalar. */
    String type(Scalar scalar) {
        return this == LINUX ? CTypes.uapi(scalar) : CTypes.standard(scalar);
    }

    /** The byte order of a field, where its type does not tell. */
    Optional<String> order(Scalar scalar) {
        if (this == LINUX) {
            return Optional.empty();
        }
        return switch (scalar.order()) {
            case NATIVE -> Optional.empty();
            case LITTLE -> Optional.of("little-endian");
            case BIG -> Optional.of("big-endian");
            case VIRTIO -> Optional.of("in the byte order of the virtio device");
        };
    }
}
