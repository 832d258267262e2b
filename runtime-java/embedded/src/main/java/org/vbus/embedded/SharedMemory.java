// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import org.vbus.shm.ShmSignal;

/**
 * Memory that a device was given.
 *
 * @param segment just what was shared
 * @param signal the south's end, or null
 * @param release stops what brings the signal, then lets go of the memory
 */
record SharedMemory(MemorySegment segment, ShmSignal signal, Runnable release) implements AutoCloseable {
    /** Stops the signal first: nobody may look at memory that is gone. */
    @Override
    public void close() {
        if (signal != null) {
            signal.stop();
        }
        release.run();
    }
}
