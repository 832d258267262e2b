// SPDX-License-Identifier: Apache-2.0
package org.vbus.agent;

import java.util.List;

/**
 * QEMU's machines for x86, and where they put memory: from address 0 up to a limit, and what is left from 4 GiB on. What lies between is for PCI. The
 * limit depends on version and size, unless {@code max-ram-below-4g} says what it is, so the command line says it.
 */
public enum Machine {
    /** i440FX. */
    PC("pc", 3),
    /** PCI Express. */
    Q35("q35", 2);

    /** Above this, machines of some processors move memory away from 4 GiB. */
    static final long MOST = 512L << 30;

    private static final long GIB = 1L << 30;
    private static final long ABOVE = 4 * GIB;

    private final String option;
    private final int below;

    Machine(String option, int below) {
        this.option = option;
        this.below = below;
    }

    /** What {@code -machine} calls it. */
    public String option() {
        return option;
    }

    /** What {@code max-ram-below-4g} must be, for {@link #ranges} to be so. */
    public String maxRamBelow4g() {
        return below + "G";
    }

    /**
     * Where memory lies, in the order of addresses.
     *
     * @param bytes of all of it, more than 0
     * @return one range, or two when the hole divides it
     */
    public List<Range> ranges(long bytes) {
        long limit = below * GIB;
        if (bytes <= limit) {
            return List.of(new Range(0, bytes, 0));
        }
        return List.of(new Range(0, limit, 0), new Range(ABOVE, bytes - limit, limit));
    }
}
