// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import java.lang.foreign.MemorySegment;
import org.vbus.bus.NorthMemory;
import org.vbus.os.Mapping;
import org.vbus.runtime.Errno;
import org.vbus.runtime.ErrnoException;

/** The pool of a member, once it has one. */
final class MemberMemory implements NorthMemory, AutoCloseable {
    private volatile MemorySegment memory = MemorySegment.NULL;
    private Mapping pool;

    /** Takes a pool, which is this one's from now on, also when this fails. */
    synchronized void use(Mapping mapping) {
        if (pool != null) {
            mapping.close();
            throw new ErrnoException("pool", Errno.EBUSY);
        }
        pool = mapping;
        memory = mapping.memory();
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
