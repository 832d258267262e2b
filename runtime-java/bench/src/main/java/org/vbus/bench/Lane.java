// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

/** One way of carrying messages of three numbers from one thread to another: only one half of it is used in each process or thread. */
interface Lane extends AutoCloseable {
    /** Messages that fit. */
    int ROOM = 1024;

    /** Sends one message; in the sender's thread. @return whether there was room */
    boolean offer(long cookie, long ptr, long len);

    /** Receives up to so many messages and adds all their numbers to {@link #sum}; in the receiver's thread. @return how many */
    int poll(int limit);

    /** Of all that was received. */
    long sum();

    /** The last number of the last message. */
    long last();

    @Override
    void close();
}
