// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;

/** Memory of a member that devices may see. As long as its bus; using it afterwards is an {@link IllegalStateException}. */
public interface Region {
    /** All of it, from any thread. Of a pool, offset 0 is address 0. */
    MemorySegment memory();

    /** Bytes. */
    default long size() {
        return memory().byteSize();
    }
}
