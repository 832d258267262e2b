// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.io.IOException;
import java.nio.file.Path;

/** What carries the messages. */
public enum Kind {
    /** Our ring, polled. */
    IOQ,
    /** Our ring with code of its own, polled. */
    DEDICATED,
    /** That, with a signal after each message, which the receiver masks. */
    DEDICATED_SIGNAL,
    /** Agrona's OneToOneRingBuffer. */
    AGRONA,
    /** JCTools' SpscArrayQueue; only within one process. */
    JCTOOLS,
    /** Aeron's IPC. */
    AERON;

    /**
     * The sender's half of a lane, which makes it.
     *
     * @param folder of all lanes
     * @param number of the lane
     */
    Lane sender(Path folder, int number) throws IOException {
        return lane(folder, number, true);
    }

    /** The receiver's half of a lane that was made. */
    Lane receiver(Path folder, int number) throws IOException {
        return lane(folder, number, false);
    }

    /** The receiver's half, for another thread of the sender's process. */
    Lane receiver(Path folder, int number, Lane sender) throws IOException {
        return this == JCTOOLS ? sender : receiver(folder, number);
    }

    private Lane lane(Path folder, int number, boolean sends) throws IOException {
        Path file = folder.resolve("lane" + number);
        return switch (this) {
            case IOQ, DEDICATED, DEDICATED_SIGNAL -> new IoqLane(file, sends, this != IOQ, this == DEDICATED_SIGNAL);
            case AGRONA -> new AgronaLane(file);
            case JCTOOLS -> new JctoolsLane();
            case AERON -> sends ? AeronLane.sender(folder.resolve("aeron"), number) : AeronLane.receiver(folder.resolve("aeron"), number);
        };
    }
}
