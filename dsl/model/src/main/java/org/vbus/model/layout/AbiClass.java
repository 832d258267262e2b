// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.layout;

/** The ways in which C compilers align scalars. Pointers do not occur in a spec, so nothing else tells the ABIs apart. */
public enum AbiClass {
    /** x86-64, arm64, s390x, riscv64. */
    LP64(8),
    /** 32 bits, 64-bit numbers on 8: arm, x32, riscv32. */
    ILP32_ALIGN8(8),
    /** 32 bits, 64-bit numbers on 4: i386. */
    ILP32_ALIGN4(4),
    /** 32 bits, nothing on more than 2: m68k. */
    ILP32_ALIGN2(2);

    private final int maxScalarAlign;

    AbiClass(int maxScalarAlign) {
        this.maxScalarAlign = maxScalarAlign;
    }

    /** Alignment of a scalar of that many bytes. */
    public int alignOf(int bytes) {
        return Math.min(bytes, maxScalarAlign);
    }
}
