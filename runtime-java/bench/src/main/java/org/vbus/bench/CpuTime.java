// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What {@link OneThread} and {@link Headers} cost in processor time instead of time: for a machine that is busy with something else, where JMH
 * would measure the waiting. One kind, or {@code headers}, a process.
 */
public final class CpuTime {
    private static final int ROUNDS = 321;
    private static final int WARM = 20;

    private static long sink;

    private CpuTime() { }

    /** Some operations. */
    private interface Round {
        void run(int operations) throws Throwable;
    }

    /** KIND, or headers. */
    public static void main(String[] args) throws Throwable {
        if (args.length == 1 && args[0].equals("headers")) {
            headers();
            return;
        }
        if (args.length != 1 || Arrays.stream(Kind.values()).noneMatch(kind -> kind.name().equals(args[0]))) {
            System.err.println("CpuTime headers|" + String.join("|", Arrays.stream(Kind.values()).map(Kind::name).toList()));
            System.exit(2);
        }
        OneThread one = new OneThread();
        one.kind = Kind.valueOf(args[0]);
        one.start();
        measure(args[0], 1 << 19, operations -> {
            for (int i = 0; i < operations; i++) {
                one.message();
            }
        });
        one.end();
    }

    private static void headers() throws Throwable {
        Headers headers = new Headers();
        headers.start();
        measure("vbusWrite", 1 << 19, n -> times(n, () -> {
            headers.vbusWrite();
            return 0;
        }));
        measure("sbeWrite", 1 << 19, n -> times(n, () -> {
            headers.sbeWrite();
            return 0;
        }));
        measure("cWrite", 1 << 19, n -> times(n, () -> {
            headers.cWrite();
            return 0;
        }));
        measure("vbusRead", 1 << 19, n -> times(n, headers::vbusRead));
        measure("sbeRead", 1 << 19, n -> times(n, headers::sbeRead));
        measure("cRead", 1 << 19, n -> times(n, headers::cRead));
        headers.end();
    }

    /** Something with a result, so that no compiler finds it useless. */
    private interface Call {
        long run() throws Throwable;
    }

    private static void times(int operations, Call call) throws Throwable {
        for (int i = 0; i < operations; i += Headers.COUNT) {
            sink += call.run();
        }
    }

    private static void measure(String what, int operations, Round round) throws Throwable {
        var threads = ManagementFactory.getThreadMXBean();
        double[] nanos = new double[ROUNDS - WARM];
        for (int i = 0; i < ROUNDS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            round.run(operations);
            if (i >= WARM) {
                nanos[i - WARM] = (threads.getCurrentThreadCpuTime() - start) / (double) operations;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "%-16s %6.1f ns of processor time an operation (least), %6.1f (median)%n", what, nanos[0], nanos[nanos.length / 2]);
    }
}
