// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

/** Waits for another thread: spins, and lets others run when that took long, so that a busy machine still measures something. */
final class Spin {
    private static final int LONG = 2000;

    private int turns;

    void again() {
        if (++turns < LONG) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    void over() {
        turns = 0;
    }
}
