// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.util.List;
import org.vbus.model.layout.AbiClass;

/**
 * A machine that a header is compiled for.
 *
 * @param name for people, and for files
 * @param compiler its gcc
 * @param abi how it aligns, as the model has it
 * @param hosted there are headers of a C library for it, and so {@code assert.h} for the layout proof
 */
record Machine(String name, String compiler, AbiClass abi, boolean hosted, List<String> options) {
    /** Each ABI class at least once, and both byte orders. Those of {@code it/setup check} are all needed. */
    static final List<Machine> ALL = List.of(
            new Machine("m64", "gcc", AbiClass.LP64, true, List.of("-m64")),
            // Debian has no 32-bit C library for amd64's own gcc, and asm/ is where it looks for 64 bits only
            new Machine("m32", "gcc", AbiClass.ILP32_ALIGN4, false, List.of("-m32", "-idirafter", "/usr/include/x86_64-linux-gnu")),
            new Machine("mx32", "gcc", AbiClass.ILP32_ALIGN8, false, List.of("-mx32", "-idirafter", "/usr/include/x86_64-linux-gnu")),
            new Machine("arm64", "aarch64-linux-gnu-gcc", AbiClass.LP64, true, List.of()),
            new Machine("s390x", "s390x-linux-gnu-gcc", AbiClass.LP64, true, List.of()),
            new Machine("m68k", "m68k-linux-gnu-gcc", AbiClass.ILP32_ALIGN2, true, List.of()));

    /** Whether the first byte of a number is its most significant one. */
    boolean bigEndian() {
        return compiler.startsWith("s390x") || compiler.startsWith("m68k");
    }
}
