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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.AbiReader;
import org.vbus.compat.abi.Fact;
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
import org.vbus.model.wire.WireHash;

/** Freezes releases, and says whether what is frozen is what there is. */
public final class Freezer {
    /** The least that keeps a release from being frozen. */
    private static final Severity BREAKING = Severity.DANGER;

    private final String tool;
    private final LocalDate today;

    /**
     * A freezer.
     *
     * @param tool name and version, kept in what is frozen
     * @param today for suppressions that end
     */
    public Freezer(String tool, LocalDate today) {
        this.tool = tool;
        this.today = today;
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
        /** The release is not frozen. */
        MISSING,
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
            return state == State.FROZEN || state == State.UP_TO_DATE || state == State.WITHOUT_RELEASE;
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
     * Judges each requested package against the releases that it serves. A package without any is answered as {@link State#MISSING}.
     *
     * @throws IOException when a file cannot be read
     * @throws BadFileException when what is frozen cannot be relied on
     */
    public List<Answer> judge(SpecSet specs) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Path folder = folder(spec);
            Optional<Releases> releases = Releases.in(folder);
            if (releases.isEmpty()) {
                answers.add(new Answer(spec.packageName(), spec.abi().isPresent() ? State.MISSING : State.WITHOUT_RELEASE, folder,
                        "no release of it is frozen in " + folder, List.of()));
                continue;
            }
            List<Judged> judged = against(releases.get(), abi(specs, spec));
            boolean broken = judged.stream().flatMap(one -> one.findings().stream()).anyMatch(finding -> finding.counts(BREAKING));
            answers.add(new Answer(spec.packageName(), broken ? State.BROKEN : State.UP_TO_DATE, folder, (broken ? "breaks what is released" : "is compatible with what is released")
                    + " (" + String.join(", ", judged.stream().map(Judged::old).toList()) + ")", judged));
        }
        return answers;
    }

    private Answer look(SpecSet specs, Spec spec) throws IOException {
        Path folder = folder(spec);
        if (spec.abi().isEmpty()) {
            return new Answer(spec.packageName(), State.WITHOUT_RELEASE, folder, "has no `abi` line, and so no release to freeze", List.of());
        }
        Release release = spec.abi().get().release();
        Path file = folder.resolve(release + ".json");
        Optional<Releases> releases = Releases.in(folder);
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
                releases.isPresent() ? against(releases.get(), abi) : List.of());
    }

    private List<Judged> against(Releases releases, Abi abi) {
        return releases.served().stream().map(frozen -> Judged.of(frozen, abi, releases.policy(), today)).toList();
    }

    private static String hash(Abi abi, Fact.Layer layer) {
        return org.vbus.compat.abi.Fingerprint.of(abi.specs(), layer);
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
        Optional<Releases> releases = Releases.in(folder(spec));
        Release release = spec.abi().orElseThrow().release();
        Abi abi = abi(specs, spec);
        Map<String, String> sources = new LinkedHashMap<>();
        imported(specs, spec.packageName(), sources);
        Map<String, String> devices = new LinkedHashMap<>();
        spec.devices().forEach(device -> devices.put(device.name(), WireHash.hex(specs, device)));
        Policy policy = releases.map(Releases::policy).orElse(Policy.NONE);
        List<Release> served = new ArrayList<>(releases.map(one -> one.served().stream().map(Releases.Frozen::release).toList()).orElse(List.of()));
        served.add(release);
        Snapshot snapshot = new Snapshot(tool, spec.packageName(), release,
                releases.map(one -> new Snapshot.Predecessor(one.latest().release(), one.latest().seal())), devices, vectors(answer.file()), served,
                policy.accepts().stream().filter(accept -> accept.release().equals(release)).toList(), sources, abi);
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
