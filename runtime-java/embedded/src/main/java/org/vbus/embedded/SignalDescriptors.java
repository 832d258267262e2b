// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import linux.shm_signal.ShmSignalDesc;
import org.vbus.shm.ShmSignal;

/** Signals in memory that is being shared. */
final class SignalDescriptors {
    private SignalDescriptors() { }

    /**
     * Where a signal's descriptor lies.
     *
     * @throws IllegalArgumentException when it would leave the memory
     * @throws org.vbus.runtime.PeerDataException when it is none
     */
    static MemorySegment in(MemorySegment memory, long offset) {
        if (offset < 0 || offset > memory.byteSize() - ShmSignalDesc.SIZE) {
            throw new IllegalArgumentException("a signal at " + offset + " does not lie in " + memory.byteSize() + " bytes");
        }
        MemorySegment descriptor = memory.asSlice(offset, ShmSignalDesc.SIZE);
        ShmSignal.check(descriptor);
        return descriptor;
    }
}
