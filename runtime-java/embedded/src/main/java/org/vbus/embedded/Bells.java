// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import org.vbus.os.Poller;
import org.vbus.os.SocketBell;
import org.vbus.shm.ShmSignal;

/** Bells that wake signals. */
final class Bells {
    private Bells() { }

    /** From now on the bell wakes the signal. */
    static void add(Poller poller, SocketBell bell, ShmSignal signal) {
        poller.add(bell.descriptor(), () -> {
            if (bell.answer()) {
                signal.wakeup();
            } else if (bell.isEnded()) {
                // it would be readable for ever
                poller.remove(bell.descriptor());
            }
        });
    }

    /** When this returns it wakes nothing more. */
    static void remove(Poller poller, SocketBell bell) {
        poller.remove(bell.descriptor());
        bell.close();
    }
}
