// SPDX-License-Identifier: Apache-2.0
package org.vbus.shm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel's rings and ours take the same steps, at random, both sides of each: the same answers, the same messages, and the same bytes in all
 * of the ring after each of them. What stands in the memory when one of them stops is thus what the other would have left for a peer to go on with.
 */
@Timeout(300)
class SameBytesTest {
    private static final int STEPS = 6000;
    private static final Path HARNESS = Path.of("../../generated-kernel/harness");
    private static final String[] TRANSMIT = {"send", "send", "send", "reap", "reap", "recv 1", "recv 1", "done 1", "done 1", "force"};
    private static final String[] RECEIVE = {"post", "post", "fill", "fill", "filled", "filled", "recv 0", "recv 0", "repost", "repost", "done 0", "flush"};
    private static final String[] SIGNALS = {"used 0", "used 1", "signal 0", "signal 1", "listen 0 0", "listen 0 1", "listen 1 0", "listen 1 1",
        "wakeup 0", "wakeup 1"};

    @TempDir
    static Path out;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        boolean there = onPath("make") && onPath("gcc");
        Assumptions.assumeTrue(there, "the kernel's rings are not compared: no make or gcc; run: sudo it/setup kernel");
        Process make = new ProcessBuilder("make", "-s", "-C", HARNESS.toString(), "steps", "OUT=" + out.toAbsolutePath()).redirectErrorStream(true).start();
        String said = new String(make.getInputStream().readAllBytes());
        assertThat(make.waitFor()).as(said).isZero();
    }

    private static boolean onPath(String program) {
        return java.util.Arrays.stream(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "7, 3", "16, 4"})
    void transmitRings(int count, long seed) throws IOException, InterruptedException {
        compare(count, steps(new Random(seed), TRANSMIT));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "7, 3", "16, 4"})
    void receiveRings(int count, long seed) throws IOException, InterruptedException {
        compare(count, steps(new Random(seed), RECEIVE));
    }

    /** At random, but the same again for the same seed; one step of four is about signals. */
    private static List<String> steps(Random random, String[] kinds) {
        List<String> steps = new ArrayList<>();
        for (int n = 0; n < STEPS; n++) {
            String[] from = random.nextInt(4) == 0 ? SIGNALS : kinds;
            String kind = from[random.nextInt(from.length)];
            if (kind.equals("force") && random.nextInt(50) > 0) {
                kind = "reap";
            }
            steps.add(switch (kind) {
                case "send", "post", "repost" -> kind + " " + random.nextLong(1L << 40) + " " + random.nextLong(Long.MAX_VALUE) + " " + random.nextInt(65536);
                case "filled" -> kind + " " + random.nextInt(65536);
                default -> kind;
            });
        }
        return steps;
    }

    private static void compare(int count, List<String> steps) throws IOException, InterruptedException {
        Path input = out.resolve("steps.txt");
        Files.writeString(input, "new " + count + "\n" + String.join("\n", steps) + "\n");
        Process kernel = new ProcessBuilder(out.resolve("steps").toAbsolutePath().toString()).redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        int moved = 0;
        try (Twin twin = new Twin(count); BufferedReader answers = kernel.inputReader()) {
            assertThat(twin.state(true)).isEqualTo(answers.readLine());
            for (int n = 0; n < steps.size(); n++) {
                int answer = twin.step(steps.get(n).split(" "));
                moved += answer > 0 ? 1 : 0;
                assertThat(twin.state(answer)).as("step %d, %s, after %s", n, steps.get(n), steps.subList(Math.max(0, n - 10), n))
                        .isEqualTo(answers.readLine());
            }
        } finally {
            kernel.destroy();
        }
        assertThat(kernel.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(moved).as("steps that did something").isGreaterThan(steps.size() / 3);
    }

    /** A ring as {@code steps.c} has it. */
    private static final class Twin implements AutoCloseable {
        private final RingFixture ring;
        private final RingIterator[] recv;
        private final RingIterator fill;
        private final Slot slot = new Slot();
        private final int[] heard = new int[2];
        private boolean read;

        Twin(int count) {
            ring = new RingFixture(count, false, Ioq::new);
            recv = new RingIterator[] {new RingIterator(ring.north), new RingIterator(ring.south)};
            fill = new RingIterator(ring.south);
            ring.north.onSignal(() -> heard[0]++);
            ring.south.onSignal(() -> heard[1]++);
        }

        int step(String[] words) {
            read = false;
            long a = words.length > 1 ? Long.parseLong(words[1]) : 0;
            long b = words.length > 2 ? Long.parseLong(words[2]) : 0;
            long c = words.length > 3 ? Long.parseLong(words[3]) : 0;
            Ioq side = a == 0 ? ring.north : ring.south;
            return switch (words[0]) {
                case "send" -> is(ring.north.send(a, b, c));
                case "post" -> is(ring.north.post(a, b, c));
                case "reap" -> reads(ring.north.reap(slot));
                case "force" -> reads(ring.north.reapForced(slot));
                case "recv" -> reads(side.recv(recv[(int) a], slot));
                case "done" -> is(recv[(int) a].done());
                case "repost" -> is(recv[0].repost(a, b, c));
                case "fill" -> reads(ring.south.fill(fill, slot));
                case "filled" -> is(fill.done(a));
                case "flush" -> ring.south.flush();
                case "used" -> ring.north.used(a == 0 ? RingPair.VALID : RingPair.INUSE);
                case "signal" -> {
                    side.signal();
                    yield 1;
                }
                case "wakeup" -> {
                    (a == 0 ? ring.northSignal : ring.southSignal).wakeup();
                    yield 1;
                }
                case "listen" -> {
                    side.listen(b == 1);
                    ring.settle();
                    yield 1;
                }
                default -> throw new AssertionError(words[0]);
            };
        }

        private static int is(boolean answer) {
            return answer ? 1 : 0;
        }

        private int reads(boolean answer) {
            read = answer;
            return is(answer);
        }

        String state(boolean answer) {
            return state(is(answer));
        }

        String state(int answer) {
            String message = read ? slot.cookie() + " " + slot.ptr() + " " + slot.len() : "0 0 0";
            return answer + " " + message + " " + ring.sent + " " + heard[0] + " " + heard[1] + " "
                    + HexFormat.of().formatHex(ring.memory.toArray(ValueLayout.JAVA_BYTE));
        }

        @Override
        public void close() {
            ring.close();
        }
    }
}
