// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import java.util.List;

/**
 * A message that came by a socket.
 *
 * @param bytes how many of the buffer it fills; 0: the peer has gone
 * @param descriptors that came with it; the receiver's to close
 */
public record Received(int bytes, List<Descriptor> descriptors) {
    /** Closes what came with it: of a message that is not understood. */
    public void discard() {
        descriptors.forEach(Descriptor::close);
    }
}
