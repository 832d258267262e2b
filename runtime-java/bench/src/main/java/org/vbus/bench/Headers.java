// SPDX-License-Identifier: Apache-2.0
package org.vbus.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import linux.venet.VenetGsoType;
import linux.venet.VenetSg;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.vbus.bench.sbe.HeaderDecoder;
import org.vbus.bench.sbe.HeaderEncoder;

/**
 * A header of nine fields in 32 bytes, {@code venet_sg}, written and read: by our binding, by SBE's code for the same layout, and by C. Each
 * invocation walks over 1024 headers in memory outside the heap; the position is set for each, as it is for messages in a ring. In C the loop
 * over the headers is C's too: one call, the time of which is divided.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
        "-Dagrona.disable.bounds.checks=true"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Headers {
    /** Headers of one invocation. */
    public static final int COUNT = 1024;
    private static final int SIZE = 32;

    private Arena arena;
    private MemorySegment memory;
    private UnsafeBuffer buffer;
    private final VenetSg sg = new VenetSg();
    private final VenetSg.Csum csum = new VenetSg.Csum();
    private final VenetSg.Gso gso = new VenetSg.Gso();
    private final HeaderEncoder encoder = new HeaderEncoder();
    private final HeaderDecoder decoder = new HeaderDecoder();
    private MethodHandle write;
    private MethodHandle read;
    private int seed;

    /** Compiles the C with the machine's gcc. */
    @Setup(Level.Trial)
    public void start() throws IOException, InterruptedException {
        arena = Arena.ofShared();
        memory = arena.allocate((long) COUNT * SIZE, 64);
        buffer = new UnsafeBuffer(memory.address(), COUNT * SIZE);
        SymbolLookup library = compile();
        Linker linker = Linker.nativeLinker();
        write = linker.downcallHandle(library.findOrThrow("headers_write"),
                FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        read = linker.downcallHandle(library.findOrThrow("headers_read"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        vbusWrite();
    }

    private SymbolLookup compile() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vbus-bench");
        Path source = folder.resolve("headers.c");
        Path object = folder.resolve("headers.so");
        try (InputStream in = Headers.class.getResourceAsStream("/headers.c")) {
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        if (new ProcessBuilder("gcc", "-O2", "-shared", "-fPIC", "-o", object.toString(), source.toString()).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("gcc could not compile headers.c");
        }
        SymbolLookup library = SymbolLookup.libraryLookup(object, arena);
        Files.delete(source);
        Files.delete(object);
        Files.delete(folder);
        return library;
    }

    /** Lets go of the memory. */
    @TearDown(Level.Trial)
    public void end() {
        arena.close();
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void vbusWrite() {
        int v = seed++;
        for (int i = 0; i < COUNT; i++, v++) {
            sg.wrap(memory, (long) i * SIZE);
            sg.setCookie(v);
            sg.setFlags(3);
            sg.setLen(v & 0xffff);
            sg.csum(csum).setStart(v & 0xff);
            csum.setOffset(16);
            sg.gso(gso).setType(VenetGsoType.TCPV4);
            gso.setHdrlen(54);
            gso.setSize(v & 0x5ff);
            sg.setCount(1);
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long vbusRead() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sg.wrap(memory, (long) i * SIZE);
            sg.csum(csum);
            sg.gso(gso);
            sum += sg.getCookie() + sg.getFlags() + sg.getLen() + csum.getStart() + csum.getOffset() + gso.getTypeValue() + gso.getHdrlen() + gso.getSize()
                    + sg.getCount();
        }
        return sum;
    }

    /** SBE's. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void sbeWrite() {
        int v = seed++;
        for (int i = 0; i < COUNT; i++, v++) {
            encoder.wrap(buffer, i * SIZE).cookie(v).flags(3).len(v & 0xffff).csumStart(v & 0xff).csumOffset(16).gsoType((short) 0).gsoHdrlen(54)
                    .gsoSize(v & 0x5ff).count(1);
        }
    }

    /** SBE's. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long sbeRead() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            decoder.wrap(buffer, i * SIZE, SIZE, 0);
            sum += decoder.cookie() + decoder.flags() + decoder.len() + decoder.csumStart() + decoder.csumOffset() + decoder.gsoType() + decoder.gsoHdrlen()
                    + decoder.gsoSize() + decoder.count();
        }
        return sum;
    }

    /** C's. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void cWrite() throws Throwable {
        write.invokeExact(memory, COUNT, seed++);
    }

    /** C's. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long cRead() throws Throwable {
        return (long) read.invokeExact(memory, COUNT);
    }
}
