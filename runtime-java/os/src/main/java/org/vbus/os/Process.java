// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

/** This process, as Linux knows it. */
public final class Process {
    private Process() { }

    /** Number of the effective user. */
    public static int effectiveUser() {
        return Libc.geteuid();
    }
}
