// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;

/** Memory of a member that devices may see. As long as its bus at most; using it afterwards is an {@link IllegalStateException}. */
public interface Region extends AutoCloseable {
    /** All of it, from any thread. Of a pool, offset 0 is address 0. */
    MemorySegment memory();

    /** Lets go of it before the bus does. Sessions that share it must be closed first. A second time it does nothing. */
    @Override
    void close();

    /** Bytes. */
    default long size() {
        return memory().byteSize();
    }
}
