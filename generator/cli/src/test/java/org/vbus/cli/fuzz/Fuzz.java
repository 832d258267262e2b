// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The loop over inputs, and the command {@code it/fuzz}. */
@Command(name = "it/fuzz", mixinStandardHelpOptions = true, sortOptions = false, description = "Gives the compiler hostile specs, and"
        + " looks whether it stays calm: each is compiled, or refused with a numbered error and nothing written; no exception, no input of more than ten"
        + " seconds, no memory that stays. Exit status: 0 no faults, 1 faults.")
public final class Fuzz implements Callable<Integer> {
    private static final int EVERY = 10_000;
    /** One of so many accepted inputs is also generated, and one of so many with the kernel core. */
    private static final int GENERATED = 3;
    private static final int WHOLE = 60;
    private static final String SLOW = "takes more than ten seconds";
    private static final int MOST_SAVED = 60;

    @Option(names = "--inputs", defaultValue = "20000", description = "How many inputs; ${DEFAULT-VALUE} unless told.")
    private long inputs;

    @Option(names = "--seed", defaultValue = "1", description = "Equal seeds give equal inputs; ${DEFAULT-VALUE} unless told.")
    private long seed;

    @Option(names = "--from", defaultValue = "0", description = "Number of the first input: two processes can share a seed.")
    private long from;

    @Option(names = "--only", paramLabel = "STRATEGY", description = "Only inputs of this strategy.")
    private String only;

    @Option(names = "--replay", paramLabel = "NUMBER", description = "Just this input, which stays in the folder; says what it gives.")
    private Long replay;

    @Option(names = "--save", defaultValue = "it/target/fuzz", paramLabel = "DIR", description = "Where inputs go that show a fault; ${DEFAULT-VALUE} unless told.")
    private Path save;

    /** Unless the option says otherwise, the script that starts this sets it. */
    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "400m", description = "Memory that the compiler has for everything; ${DEFAULT-VALUE} unless told.")
    private String heap;

    private final Path home = Path.of(System.getProperty("vbus.home", "../..")).toAbsolutePath().normalize();
    private final Tally tally = new Tally();
    private PrintStream out = System.out;
    private int saved;
    private volatile Attempt current;

    /** The input that is being judged. */
    private record Attempt(long index, String strategy, Input input) { }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Fuzz()).execute(arguments));
    }

    /** The figures of a short run, for the build. */
    static Tally run(long inputs, long seed, Path save) throws IOException {
        Fuzz fuzz = new Fuzz();
        fuzz.inputs = inputs;
        fuzz.seed = seed;
        fuzz.save = save;
        fuzz.call();
        return fuzz.tally;
    }

    @Override
    public Integer call() throws IOException {
        out = System.out;
        try (Noise noise = new Noise()) {
            return run(noise);
        }
    }

    private int run(Noise noise) throws IOException {
        Corpus corpus = new Corpus(home);
        Strategies strategies = new Strategies(corpus, new Phrases(corpus));
        Path work = Files.createTempDirectory("vbus-fuzz").toRealPath();
        Oracle oracle = new Oracle(home, work.resolve("work"), noise);
        Watchdog watchdog = new Watchdog(this::hangs);
        Instant begin = Instant.now();
        // a run that is ended early still has figures
        Thread figures = new Thread(() -> out.print("ended early\n" + tally));
        Runtime.getRuntime().addShutdownHook(figures);
        long first = replay == null ? from : replay;
        long last = replay == null ? from + inputs : replay + 1;
        for (long index = first; index < last; index++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L);
            String strategy = strategies.pick(random);
            if (only != null && replay == null) {
                strategy = only;
            }
            current = new Attempt(index, strategy, strategies.get(strategy).next(random));
            one(oracle, watchdog);
            if ((index - from + 1) % EVERY == 0 && replay == null) {
                tally.weigh();
                out.println((index - from + 1) + " inputs in " + Duration.between(begin, Instant.now()).toSeconds() + " s");
            }
        }
        if (inputs % EVERY != 0) {
            tally.weigh();
        }
        Oracle.delete(work);
        Runtime.getRuntime().removeShutdownHook(figures);
        out.print(tally);
        return tally.clean() ? 0 : 1;
    }

    private void one(Oracle oracle, Watchdog watchdog) throws IOException {
        Attempt attempt = current;
        watchdog.begins();
        Oracle.Outputs outputs = attempt.index() % WHOLE == 0 ? Oracle.Outputs.WHOLE
                : attempt.index() % GENERATED == 0 || replay != null ? Oracle.Outputs.GENERATED : Oracle.Outputs.CHECKED;
        Oracle.Verdict verdict = oracle.judge(attempt.input(), outputs);
        long cpu = watchdog.ends();
        if (cpu > Watchdog.MOST_NANOS && verdict.fault().isEmpty()) {
            verdict = new Oracle.Verdict(verdict.accepted(), Optional.of(new Oracle.Fault(SLOW, cpu / 1_000_000 + " ms")));
        }
        tally.add(attempt.strategy(), attempt.index(), verdict, cpu, watchdog.clock());
        if (verdict.fault().isPresent() && tally.isNew(verdict.fault().get()) && saved++ < MOST_SAVED) {
            save(attempt, verdict.fault().get());
        } else if (replay != null) {
            save(attempt, new Oracle.Fault(verdict.accepted() ? "accepted" : "rejected", ""));
        }
    }

    private void save(Attempt attempt, Oracle.Fault fault) {
        Path folder = save.resolve(seed + "-" + attempt.index());
        String text = fault.what() + "\nstrategy " + attempt.strategy() + ", " + attempt.input().size() + " bytes\n"
                + "again: it/fuzz --seed " + seed + " --replay " + attempt.index() + (only == null ? "" : " --only " + only) + "\n"
                + "or:    ./vbusc check " + folder.resolve("in") + "\n" + fault.detail() + "\n";
        out.print("\n" + text);
        try {
            Oracle.delete(folder);
            attempt.input().write(folder.resolve("in"));
            Files.writeString(folder.resolve("fault.txt"), text);
        } catch (IOException e) {
            out.println("cannot be saved: " + e.getMessage());
        }
    }

    /** On the watchdog's thread. Nothing ends a thread that runs on, but the end of the process. */
    private void hangs(String stack, boolean hopeless) {
        save(current, new Oracle.Fault(SLOW, stack));
        if (hopeless) {
            out.print(tally);
            out.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}
