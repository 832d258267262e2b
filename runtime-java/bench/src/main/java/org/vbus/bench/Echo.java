// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.nio.file.Path;

/** Receives all that comes, and sends one message back for each that asks for it: the last number of those is {@link #REPLY}. */
final class Echo implements Runnable {
    static final long REPLY = 1;
    static final long NO_REPLY = 0;
    static final long END = 2;

    private static final int BURST = 256;

    private final Lane in;
    private final Lane out;
    private final Spin spin = new Spin();

    Echo(Lane in, Lane out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void run() {
        while (true) {
            if (in.poll(BURST) == 0) {
                spin.again();
                continue;
            }
            spin.over();
            // who asks waits for the answer, so it is the last one of its burst
            if (in.last() == REPLY) {
                while (!out.offer(in.sum(), 0, REPLY)) {
                    spin.again();
                }
            } else if (in.last() == END) {
                return;
            }
        }
    }

    /** KIND FOLDER: an echo in a process of its own; says a line when it is ready. */
    public static void main(String[] args) throws Exception {
        Kind kind = Kind.valueOf(args[0]);
        Path folder = Path.of(args[1]);
        try (Lane in = kind.receiver(folder, 1); Lane out = kind.sender(folder, 2)) {
            System.out.println("ready");
            new Echo(in, out).run();
        }
    }
}
