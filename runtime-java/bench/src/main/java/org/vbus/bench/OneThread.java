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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A message sent, received, and its slot taken back, by one thread: what the instructions cost, without traffic between processors. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
        "-Dagrona.disable.bounds.checks=true"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class OneThread {
    /** What carries it. */
    @Param({"IOQ", "DEDICATED", "DEDICATED_SIGNAL", "AGRONA", "JCTOOLS", "AERON"})
    public Kind kind;

    private Peer peer;
    private long n;

    /** Makes the lane. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        peer = new Peer(kind, "self");
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void end() throws Exception {
        peer.close();
    }

    /** One message. */
    @Benchmark
    public long message() {
        while (!peer.out.offer(n, n + 1, 0)) {
            Thread.onSpinWait();
        }
        n++;
        while (peer.in.poll(1) == 0) {
            Thread.onSpinWait();
        }
        return peer.in.sum();
    }
}
