// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

/** Carries one notification to the peer. */
@FunctionalInterface
public interface Transport {
    /**
     * Makes the peer call {@link ShmSignal#wakeup()}, soon and once. Called by any thread, never under a lock of the signal.
     *
     * @throws RuntimeException when it cannot; nothing is in flight then, and the next {@link ShmSignal#inject()} tries again
     */
    void notifyPeer();
}
