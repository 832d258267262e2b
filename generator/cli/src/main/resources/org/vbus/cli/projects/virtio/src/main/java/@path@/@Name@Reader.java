// SPDX-License-Identifier: Apache-2.0
package @package@;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads a @name@ through the kernel's driver: the bytes in its files are those of the spec. */
public final class @Name@Reader {
    private static final Path DRIVER = Path.of("/sys/bus/virtio/drivers/@name@_driver");
    private static final int SAMPLES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path device;
    private final PrintStream out;

    /** Of a device's folder, to what it is to print on. */
    public @Name@Reader(Path device, PrintStream out) {
        this.device = device;
        this.out = out;
    }

    /** Reads the first device that the driver has. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (Stream<Path> all = Files.list(DRIVER)) {
            Path device = all.filter(file -> file.getFileName().toString().startsWith("virtio")).findFirst()
                    .orElseThrow(() -> new IllegalStateException("no device in " + DRIVER));
            new @Name@Reader(device, System.out).read();
        }
    }

    /** Prints what the device is, and some samples. */
    public void read() throws IOException, InterruptedException {
        long features = features();
        out.println("features " + @Name@FFeatures.toString(features));
        @Name@Config config = new @Name@Config().wrap(bytes("config"), 0);
        out.printf("step %.6f%n", config.getStep() / 1e6);
        if ((features & @Name@FFeatures.PERIOD) != 0) {
            out.println("period " + config.getPeriod() + " ms");
        }
        Files.writeString(device.resolve("running"), "1");
        MemorySegment samples = samples();
        Files.writeString(device.resolve("running"), "0");
        @Name@Sample sample = new @Name@Sample();
        for (int n = 0; n < SAMPLES; n++) {
            out.printf("sample %.6f%n", sample.wrap(samples, n * @Name@Sample.SIZE).getValue() / 1e6);
        }
    }

    /** Waits until the driver has some. */
    private MemorySegment samples() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        MemorySegment samples = bytes("samples");
        while (samples.byteSize() < SAMPLES * @Name@Sample.SIZE) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%d samples in %d s".formatted(samples.byteSize() / @Name@Sample.SIZE, PATIENCE.toSeconds()));
            }
            Thread.sleep(10);
            samples = bytes("samples");
        }
        return samples;
    }

    /** What device and driver have agreed on. The kernel shows it as digits, bit 0 first. */
    private long features() throws IOException {
        String digits = Files.readString(device.resolve("features"), StandardCharsets.US_ASCII).strip();
        return Long.parseUnsignedLong(new StringBuilder(digits).reverse().toString(), 2) & @Name@FFeatures.KNOWN;
    }

    /** A file, where the records of the spec can lie. */
    private MemorySegment bytes(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(device.resolve(file));
        return Arena.ofAuto().allocate(bytes.length, Long.BYTES).copyFrom(MemorySegment.ofArray(bytes));
    }
}
