// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vbus.btf.BtfType;
import org.vbus.model.type.Scalar;

/** The numbers of C as those of the language: by the names that the kernel gives them, else by size and sign. */
final class Scalars {
    private static final Map<String, Scalar> TYPEDEFS = new HashMap<>();

    static {
        for (int bits = 8; bits <= 64; bits *= 2) {
            for (String name : new String[] {"__u" + bits, "u" + bits, "uint" + bits + "_t", "__uint" + bits + "_t", "u_int" + bits + "_t"}) {
                TYPEDEFS.put(name, Scalar.valueOf("U" + bits));
            }
            for (String name : new String[] {"__s" + bits, "s" + bits, "int" + bits + "_t", "__int" + bits + "_t"}) {
                TYPEDEFS.put(name, Scalar.valueOf("S" + bits));
            }
            if (bits > 8) {
                TYPEDEFS.put("__le" + bits, Scalar.valueOf("LE" + bits));
                TYPEDEFS.put("__be" + bits, Scalar.valueOf("BE" + bits));
                TYPEDEFS.put("__virtio" + bits, Scalar.valueOf("VIRTIO" + bits));
            }
        }
        TYPEDEFS.put("__aligned_u64", Scalar.U64);
        TYPEDEFS.put("__aligned_s64", Scalar.S64);
        TYPEDEFS.put("__aligned_le64", Scalar.LE64);
        TYPEDEFS.put("__aligned_be64", Scalar.BE64);
        TYPEDEFS.put("bool", Scalar.BOOL);
    }

    private Scalars() { }

    /** The scalar of a typedef that means more than its size. */
    static Optional<Scalar> ofTypedef(String name) {
        return Optional.ofNullable(TYPEDEFS.get(name));
    }

    static Scalar of(BtfType.Int integer) throws Inexpressible {
        if (integer.bool()) {
            return Scalar.BOOL;
        }
        if (integer.name().equals("char")) {
            return Scalar.CHAR;
        }
        // written by a pahole that was not asked for them
        if (integer.name().contains("float") || integer.name().contains("double")) {
            throw new Inexpressible("is a `" + integer.name() + "`, and the language has no floating point");
        }
        if (integer.name().contains("long") && !integer.name().contains("long long")) {
            throw new Inexpressible("is a `" + integer.name() + "`, whose size differs between machines");
        }
        if (integer.bytes() > 8) {
            throw new Inexpressible("has " + integer.bytes() + " bytes, and the largest number has 8");
        }
        return of(integer.bytes(), integer.signed());
    }

    static Scalar of(int bytes, boolean signed) throws Inexpressible {
        if (bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) {
            throw new Inexpressible("is a number of " + bytes + " bytes");
        }
        return Scalar.valueOf((signed ? "S" : "U") + bytes * 8);
    }
}
