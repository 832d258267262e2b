// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages to another thread or process: one there and one back; and many there, until the answer to the last is back. Nobody sleeps, so that
 * it takes two processors that have nothing else to do.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
        "-Dagrona.disable.bounds.checks=true"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Exchange {
    /** Messages of a burst. */
    public static final int BURST = 10_000;

    /** What carries them; references do not leave their process, so JCTOOLS has no other one. */
    @Param({"IOQ", "DEDICATED", "DEDICATED_SIGNAL", "AGRONA", "JCTOOLS", "AERON"})
    public Kind kind;

    /** Where the other end is: thread or process. */
    @Param({"thread", "process"})
    public String where;

    private final Spin spin = new Spin();
    private Peer peer;
    private long n;
    private long expected;

    /** Starts the other end. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        peer = new Peer(kind, where);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() throws Exception {
        peer.close();
    }

    private void send(long what) {
        while (!peer.out.offer(n, n + 1, what)) {
            spin.again();
        }
        spin.over();
        expected += 2 * n + 1 + what;
        n++;
    }

    private void answer() {
        while (peer.in.poll(1) == 0) {
            spin.again();
        }
        spin.over();
    }

    /** One message there, one back. */
    @Benchmark
    public long roundTrip() {
        send(Echo.REPLY);
        answer();
        return peer.in.sum();
    }

    /** Many there, one back. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long oneWay() {
        long before = peer.in.sum();
        for (int i = 1; i < BURST; i++) {
            send(Echo.NO_REPLY);
        }
        send(Echo.REPLY);
        answer();
        // the answer's numbers: what the other end has added up, 0, and REPLY
        if (peer.in.sum() - before != expected + Echo.REPLY) {
            throw new IllegalStateException("messages were lost or changed");
        }
        return expected;
    }
}
