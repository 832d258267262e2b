// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A message that came by a socket, with the descriptors that came along. One thread. */
public final class Received {
    private final int bytes;
    private final Deque<Descriptor> descriptors;

    Received(int bytes, List<Descriptor> descriptors) {
        this.bytes = bytes;
        this.descriptors = new ArrayDeque<>(descriptors);
    }

    /** How many of the buffer it fills; 0: the peer has gone. */
    public int bytes() {
        return bytes;
    }

    /** Descriptors that nobody has taken yet. */
    public int descriptors() {
        return descriptors.size();
    }

    /**
     * The next descriptor, which is the caller's from now on.
     *
     * @throws java.util.NoSuchElementException when there is none
     */
    public Descriptor take() {
        return descriptors.removeFirst();
    }

    /** Closes those that nobody has taken. */
    public void discard() {
        descriptors.forEach(Descriptor::close);
        descriptors.clear();
    }
}
