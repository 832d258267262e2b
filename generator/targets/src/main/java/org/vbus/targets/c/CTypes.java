// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.c;

import org.vbus.model.type.Scalar;

/** Type names of scalars in user-visible headers. */
public final class CTypes {
    private CTypes() { }

    /** The type of {@code linux/types.h} for a scalar; virtio's variable order has types of its own. */
    public static String uapi(Scalar scalar) {
        return switch (scalar) {
            case CHAR -> "char";
            case BOOL -> "__u8";
            case VIRTIO16 -> "__virtio16";
            case VIRTIO32 -> "__virtio32";
            case VIRTIO64 -> "__virtio64";
            default -> "__" + scalar.keyword();
        };
    }

    /** The type of {@code stdint.h} for a scalar. It says nothing of the byte order, so a comment has to. */
    public static String standard(Scalar scalar) {
        if (scalar == Scalar.CHAR) {
            return "char";
        }
        return (scalar.signed() ? "int" : "uint") + 8 * scalar.bytes() + "_t";
    }

    /** The kernel's own type for a local of that scalar, as {@code u32}. */
    public static String kernel(Scalar scalar) {
        return switch (scalar) {
            case CHAR -> "char";
            case BOOL -> "bool";
            case U8, U16, U32, U64, S8, S16, S32, S64 -> scalar.keyword();
            default -> "__" + scalar.keyword();
        };
    }
}
