// SPDX-License-Identifier: Apache-2.0
package org.vbus.bus;

import java.lang.foreign.MemorySegment;

/**
 * Takes one message of a ring. What it is given is valid until it returns.
 *
 * @param <T> the record that messages are, or begin with
 */
@FunctionalInterface
public interface MessageHandler<T> {
    /**
     * A message is there.
     *
     * @param message a private copy of its record, checked; null on a ring of plain bytes
     * @param bytes all of the buffer, which the peer may still write: copy, check and use the copy
     * @param length bytes of it that the message fills; a record of a fixed size stands in the first
     */
    void message(T message, MemorySegment bytes, long length);
}
