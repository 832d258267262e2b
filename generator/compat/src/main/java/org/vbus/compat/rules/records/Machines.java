// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.stream.Collectors;
import org.vbus.model.layout.AbiClass;

/** On which machines something differs, for messages. */
final class Machines {
    private Machines() { }

    static int count() {
        return AbiClass.values().length;
    }

    /** Nothing where it is all of them, else as ` on i386-like (ILP32_ALIGN4)`. */
    static String on(List<Integer> classes) {
        return classes.size() == count() ? "" : classes.stream().map(i -> AbiClass.values()[i]).map(abi -> like(abi) + " (" + abi
                + ")").collect(Collectors.joining(", ", " on ", ""));
    }

    private static String like(AbiClass abi) {
        return switch (abi) {
            case LP64 -> "64-bit";
            case ILP32_ALIGN8 -> "arm-like";
            case ILP32_ALIGN4 -> "i386-like";
            case ILP32_ALIGN2 -> "m68k-like";
        };
    }
}
