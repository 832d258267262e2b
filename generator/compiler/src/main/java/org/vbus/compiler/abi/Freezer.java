// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.AbiReader;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Comparison;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.compat.snapshot.Snapshot;
import org.vbus.compat.snapshot.SnapshotCodec;
import org.vbus.compiler.SourceTexts;
import org.vbus.model.Release;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Tier;
import org.vbus.model.wire.WireHash;

/** Freezes releases, and says whether what is frozen is what there is. */
public final class Freezer {
    /** The least that keeps a release from being frozen. */
    private static final Severity BREAKING = Severity.DANGER;
    private static final Function<Comparison, Beside> NOTHING = comparison -> Beside.NOTHING;

    private final String tool;
    private final LocalDate today;
    private final Optional<Policy> policy;
    private final Reader reader;

    /** Reads what is frozen in a folder. */
    @FunctionalInterface
    public interface Reader {
        /**
         * The releases; empty when there are none.
         *
         * @throws IOException when a file cannot be read
         */
        Optional<Releases> in(Path folder) throws IOException;
    }

    /**
     * A freezer that goes by the decisions beside the releases.
     *
     * @param tool name and version, kept in what is frozen
     * @param today for suppressions that end
     */
    public Freezer(String tool, LocalDate today) {
        this(tool, today, Optional.empty());
    }

    /**
     * A freezer.
     *
     * @param tool name and version, kept in what is frozen
     * @param today for suppressions that end
     * @param policy what counts in place of the decisions beside the releases
     */
    public Freezer(String tool, LocalDate today, Optional<Policy> policy) {
        this(tool, today, policy, Releases::in);
    }

    /**
     * A freezer that is asked often.
     *
     * @param reader what reads releases, and may remember them
     */
    public Freezer(String tool, LocalDate today, Optional<Policy> policy, Reader reader) {
        this.tool = tool;
        this.today = today;
        this.policy = policy;
        this.reader = reader;
    }

    /** The day that suppressions are judged by; one for a build that must be repeated is taken from SOURCE_DATE_EPOCH. */
    public static LocalDate today() {
        String epoch = System.getenv("SOURCE_DATE_EPOCH");
        return epoch != null && epoch.matches("\\d{1,12}") ? LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(epoch)), ZoneOffset.UTC) : LocalDate.now(ZoneOffset.UTC);
    }

    /** What became of one package. */
    public enum State {
        /** A file was written. */
        FROZEN,
        /** The release was frozen before and is what the spec says. */
        UP_TO_DATE,
        /** Breaks what is released; nothing was written. */
        BROKEN,
        /** The release is frozen, and the spec says something else. */
        STALE,
        /** The release is not frozen; or there is none to judge a promise of tier {@code stable} by. */
        MISSING,
        /** There is no release to judge by, and none was promised. */
        UNJUDGED,
        /** The spec has no {@code abi} line, so there is no release to freeze. */
        WITHOUT_RELEASE
    }

    /**
     * The answer for one package.
     *
     * @param file of the release
     * @param message one sentence
     * @param comparisons with releases that it was judged against
     */
    public record Answer(String packageName, State state, Path file, String message, List<Judged> comparisons) {
        public Answer {
            comparisons = List.copyOf(comparisons);
        }

        /** Whether a build may go on. */
        public boolean isFine() {
            return state == State.FROZEN || state == State.UP_TO_DATE || state == State.WITHOUT_RELEASE || state == State.UNJUDGED;
        }

        /** Id of the notice that explains why it is not fine; a break is explained by its findings. */
        public Optional<String> rule() {
            return state == State.STALE ? Optional.of("LOCK_STALE") : state == State.MISSING ? Optional.of("LOCK_MISSING") : Optional.empty();
        }

        /** One line: the package, the message, the id. */
        public String words() {
            return packageName + ": " + message + rule().map(id -> " [" + id + "]").orElse("");
        }
    }

    /**
     * Freezes the current release of each requested package, unless it breaks one that is served.
     *
     * @throws IOException when a file cannot be read or written
     * @throws BadFileException when what is frozen cannot be relied on
     */
    public List<Answer> freeze(SpecSet specs) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Answer answer = look(specs, spec);
            if (answer.state() == State.MISSING) {
                List<Finding> bad = answer.comparisons().stream().flatMap(judged -> judged.findings().stream()).filter(finding -> finding.counts(BREAKING)).toList();
                answer = bad.isEmpty() ? written(specs, spec, answer) : new Answer(answer.packageName(), State.BROKEN, answer.file(),
                        "release " + spec.abi().orElseThrow().release() + " breaks what is released; nothing was frozen", answer.comparisons());
            }
            answers.add(answer);
        }
        return answers;
    }

    /**
     * Says of each requested package whether its current release is frozen as it is. Writes nothing.
     *
     * @throws IOException when a file cannot be read
     * @throws BadFileException when what is frozen cannot be relied on
     */
    public List<Answer> check(SpecSet specs) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            answers.add(look(specs, spec));
        }
        return answers;
    }

    /**
     * Judges each requested package against the releases beside it that it serves.
     *
     * @throws IOException when a file cannot be read
     * @throws BadFileException when what is frozen cannot be relied on
     */
    public List<Answer> judge(SpecSet specs) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Path folder = folder(spec);
            Optional<Releases> releases = beside(spec);
            answers.add(releases.isEmpty() ? unjudged(spec, folder, "no release of it is frozen in " + folder)
                    : judge(specs, spec, folder, releases.get(), "", NOTHING));
        }
        return answers;
    }

    /** Judges against the releases of a baseline by the rules alone, as {@link #judge(SpecSet, Baseline, Function)}. */
    public List<Answer> judge(SpecSet specs, Baseline baseline) throws IOException {
        return judge(specs, baseline, NOTHING);
    }

    /**
     * Judges against the releases of a baseline: each requested package that it has, and each that it has and the specs have no longer. What was decided
     * beside a spec counts, else what the baseline brings.
     *
     * @param more what is found beside the rules in a comparison with the release that the jar itself is, as in its classes
     * @throws IOException when a file cannot be read
     * @throws BadFileException when what is frozen cannot be relied on, or the baseline knows none of the packages
     */
    public List<Answer> judge(SpecSet specs, Baseline baseline, Function<Comparison, Beside> more) throws IOException {
        if (specs.requested().stream().noneMatch(baseline.releases()::containsKey)) {
            throw new BadFileException("LOCK_MISSING", baseline.label(), "carries releases of " + String.join(", ", baseline.releases().keySet()) + ", and none of "
                    + String.join(", ", new TreeSet<>(specs.requested())));
        }
        Path file = Path.of(baseline.file());
        List<Answer> answers = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Releases released = baseline.releases().get(spec.packageName());
            if (released == null) {
                // new since then, or added to the promise: what lies beside it is what can be asked of it
                answers.add(new Answer(spec.packageName(), State.UNJUDGED, file, "is not in " + baseline.label(), List.of()));
            } else {
                Policy decided = beside(spec).map(Releases::policy).orElse(policy.orElse(released.policy()));
                answers.add(judge(specs, spec, file, released.with(decided), baseline.label() + "@", more));
            }
        }
        for (Releases released : baseline.releases().values()) {
            Optional<Spec> elsewhere = specs.spec(released.packageName());
            Releases decided = released.with(policy.orElse(released.policy()));
            if (elsewhere.isEmpty()) {
                List<Judged> judged = against(decided, new Abi(List.of(), Set.of()), baseline.label() + "@", more);
                answers.add(!judged.isEmpty() ? answer(released.packageName(), file, judged)
                        : new Answer(released.packageName(), State.UNJUDGED, file, "is gone, and the policy serves none of its releases", List.of()));
            } else if (!specs.requested().contains(released.packageName())) {
                // is imported now
                answers.add(judge(specs, elsewhere.get(), file, decided, baseline.label() + "@", more));
            }
        }
        return answers;
    }

    private Answer judge(SpecSet specs, Spec spec, Path file, Releases releases, String prefix, Function<Comparison, Beside> more) {
        List<Judged> judged = against(releases, abi(specs, spec), prefix, more);
        return judged.isEmpty() ? unjudged(spec, file, "the policy serves none of its releases ("
                + String.join(", ", releases.all().stream().map(frozen -> prefix + frozen.release()).toList()) + ")") : answer(spec.packageName(), file, judged);
    }

    private static Answer answer(String packageName, Path file, List<Judged> judged) {
        boolean broken = judged.stream().flatMap(one -> one.findings().stream()).anyMatch(finding -> finding.counts(BREAKING));
        return new Answer(packageName, broken ? State.BROKEN : State.UP_TO_DATE, file, (broken ? "breaks what is released" : "is compatible with what is released")
                + " (" + String.join(", ", judged.stream().map(Judged::old).toList()) + ")", judged);
    }

    /** A promise of which no release is kept cannot be checked. */
    private static Answer unjudged(Spec spec, Path file, String message) {
        State state = spec.abi().isEmpty() ? State.WITHOUT_RELEASE : spec.abi().get().tier() == Tier.STABLE ? State.MISSING : State.UNJUDGED;
        return new Answer(spec.packageName(), state, file, message, List.of());
    }

    private Answer look(SpecSet specs, Spec spec) throws IOException {
        Path folder = folder(spec);
        if (spec.abi().isEmpty()) {
            return new Answer(spec.packageName(), State.WITHOUT_RELEASE, folder, "has no `abi` line, and so no release to freeze", List.of());
        }
        Release release = spec.abi().get().release();
        Path file = folder.resolve(release + ".json");
        Optional<Releases> releases = beside(spec);
        Abi abi = abi(specs, spec);
        if (releases.isPresent()) {
            if (!releases.get().packageName().equals(spec.packageName())) {
                throw new BadFileException(folder.toString(), "has releases of `" + releases.get().packageName() + "`, and the spec beside it is of `" + spec.packageName() + "`");
            }
            Optional<Releases.Frozen> same = releases.get().find(release);
            if (same.isPresent()) {
                Snapshot frozen = same.get().snapshot();
                boolean equal = List.of(Fact.Layer.WIRE, Fact.Layer.NAMES).stream().allMatch(layer -> frozen.hash(layer).equals(hash(abi, layer)));
                return equal ? new Answer(spec.packageName(), State.UP_TO_DATE, file, "release " + release + " is frozen, and the spec is what was frozen", List.of())
                        : new Answer(spec.packageName(), State.STALE, file, "release " + release + " is frozen, and the spec is no longer what was frozen: raise the release",
                                List.of(Judged.of(same.get(), abi, releases.get().policy(), today)));
            }
            if (releases.get().latest().release().compareTo(release) > 0) {
                return new Answer(spec.packageName(), State.STALE, file, "release " + release + " is older than " + releases.get().latest().release() + ", which is frozen", List.of());
            }
        }
        return new Answer(spec.packageName(), State.MISSING, file, "release " + release + " is not frozen",
                releases.isPresent() ? against(releases.get(), abi, "", NOTHING) : List.of());
    }

    private List<Judged> against(Releases releases, Abi abi, String prefix, Function<Comparison, Beside> more) {
        return releases.served().stream().map(frozen -> Judged.of(prefix + frozen.release(), Comparison.of(frozen.snapshot().abi(), abi),
                frozen == releases.latest() ? more : NOTHING, releases.policy(), today)).toList();
    }

    private static String hash(Abi abi, Fact.Layer layer) {
        return org.vbus.compat.abi.Fingerprint.of(abi.specs(), layer);
    }

    private Optional<Releases> beside(Spec spec) throws IOException {
        return reader.in(folder(spec)).map(releases -> releases.with(policy.orElse(releases.policy())));
    }

    /** The package alone, whatever else was asked for. */
    private static Abi abi(SpecSet specs, Spec spec) {
        return AbiReader.of(new SpecSet(specs.specs(), List.of(spec.packageName())));
    }

    /**
     * Where the releases of a spec lie: beside it.
     *
     * @throws BadFileException when the spec is in a jar, where nothing is ever frozen
     */
    static Path folder(Spec spec) {
        String file = spec.meta().origin().file();
        if (file.contains("!/")) {
            throw new BadFileException(file, "lies in a jar; only specs in files are frozen");
        }
        return Path.of(file).toAbsolutePath().normalize().getParent().resolve(Releases.FOLDER);
    }

    private Answer written(SpecSet specs, Spec spec, Answer answer) throws IOException {
        Optional<Releases> releases = beside(spec);
        Release release = spec.abi().orElseThrow().release();
        Abi abi = abi(specs, spec);
        Map<String, String> sources = new LinkedHashMap<>();
        imported(specs, spec.packageName(), sources);
        Map<String, String> devices = new LinkedHashMap<>();
        spec.devices().forEach(device -> devices.put(device.name(), WireHash.hex(specs, device)));
        Policy decided = releases.map(Releases::policy).orElse(policy.orElse(Policy.NONE));
        List<Release> served = new ArrayList<>(releases.map(one -> one.served().stream().map(Releases.Frozen::release).toList()).orElse(List.of()));
        served.add(release);
        Snapshot snapshot = new Snapshot(tool, spec.packageName(), release,
                releases.map(one -> new Snapshot.Predecessor(one.latest().release(), one.latest().seal())), devices, vectors(answer.file()), served,
                decided.accepts().stream().filter(accept -> accept.release().equals(release)).toList(), sources, abi);
        place(answer.file(), SnapshotCodec.write(snapshot));
        return new Answer(spec.packageName(), State.FROZEN, answer.file(), "release " + release + " is frozen", answer.comparisons());
    }

    /** With what the package imports, used or not: without it the source does not compile. */
    private static void imported(SpecSet specs, String name, Map<String, String> sources) throws IOException {
        Spec spec = specs.spec(name).orElseThrow();
        if (!sources.containsKey(name)) {
            String file = spec.meta().origin().file();
            sources.put(name, SourceTexts.read(file).orElseThrow(() -> new IOException(file + ": cannot be read again")));
            for (String other : spec.imports()) {
                imported(specs, other, sources);
            }
        }
    }

    private static Optional<String> vectors(Path release) throws IOException {
        Path vectors = release.getParent().resolveSibling("vectors.json");
        if (!Files.isRegularFile(vectors)) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(vectors))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whole or not at all, and never over one that is there. */
    private static void place(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "is there already; a frozen release never changes");
        }
        // not a temporary file of the library's making: those only their owner may read
        Path staged = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.write(staged, text.getBytes(StandardCharsets.UTF_8));
            try {
                Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(staged, file);
            }
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}
