// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.AbiReader;
import org.vbus.compat.abi.Element;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.policy.PolicyCodec;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.compiler.Outcome;
import org.vbus.model.diag.Diagnostic;

/**
 * One side of a comparison.
 *
 * @param label what reports call it
 * @param abi empty when its specs do not compile
 * @param policy what was decided beside it
 * @param diagnostics of its specs, when it is made from such
 */
public record Version(String label, Optional<Abi> abi, Policy policy, List<Diagnostic> diagnostics) {
    public Version {
        diagnostics = List.copyOf(diagnostics);
    }

    /**
     * Reads what a user names: a spec, a folder of specs, a frozen release, a folder of frozen releases or a jar that carries some (of each package the
     * latest), or any of these with {@code @RELEASE} behind it, which means that frozen release of it.
     *
     * @param compile from specs to the model
     * @throws IOException when something cannot be read; {@link NoSuchFileException} when it is not there
     * @throws BadFileException when what is frozen cannot be relied on, or there is nothing to compare
     */
    public static Version read(String written, Function<Path, Outcome> compile) throws IOException {
        Path path = Path.of(written);
        int at = written.lastIndexOf('@');
        if (Files.exists(path) || at <= 0) {
            return read(written, path, Optional.empty(), compile);
        }
        return read(written, Path.of(written.substring(0, at)), Optional.of(written.substring(at + 1)), compile);
    }

    private static Version read(String label, Path path, Optional<String> release, Function<Path, Outcome> compile) throws IOException {
        if (Files.notExists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (name.endsWith(".json")) {
            return new Version(label, Optional.of(Releases.read(path).snapshot().abi()), Policy.NONE, List.of());
        }
        if (name.endsWith(".jar")) {
            Map<String, Releases> carried = Releases.inJar(path);
            if (carried.isEmpty()) {
                throw new BadFileException("LOCK_MISSING", label, "carries no frozen release");
            }
            return frozen(label, carried.values(), release);
        }
        Map<String, Releases> frozen = Files.isDirectory(path) ? below(path) : beside(path);
        boolean specs = Files.isRegularFile(path) || hasSpecs(path);
        if (release.isPresent() || !specs) {
            if (frozen.isEmpty()) {
                throw new BadFileException("LOCK_MISSING", label, specs ? "has no frozen release" : "has neither specs nor frozen releases");
            }
            return frozen(label, frozen.values(), release);
        }
        Outcome outcome = compile.apply(path);
        Policy policy = frozen.size() == 1 ? frozen.values().iterator().next().policy() : merged(frozen.values().stream().map(Releases::policy).toList());
        return new Version(label, outcome.specs().filter(set -> !outcome.failed()).map(AbiReader::of), policy, outcome.diagnostics());
    }

    private static Policy merged(List<Policy> policies) {
        return new Policy(Optional.empty(), policies.stream().flatMap(policy -> policy.suppressions().stream()).toList(),
                policies.stream().flatMap(policy -> policy.accepts().stream()).toList());
    }

    private static boolean hasSpecs(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".vbus"));
        }
    }

    private static Map<String, Releases> beside(Path spec) throws IOException {
        Map<String, Releases> found = new TreeMap<>();
        Releases.in(spec.toAbsolutePath().getParent().resolve(Releases.FOLDER)).ifPresent(releases -> found.put(releases.packageName(), releases));
        return found;
    }

    private static Map<String, Releases> below(Path folder) throws IOException {
        Map<String, Releases> found = new TreeMap<>();
        List<Path> folders;
        try (var files = Files.walk(folder)) {
            folders = files.filter(file -> Files.isDirectory(file) && (file.equals(folder) || file.getFileName().toString().equals(Releases.FOLDER))).toList();
        }
        for (Path one : folders) {
            // a folder of releases may have any name when it is the one that was named
            if (!one.equals(folder) || !hasSpecs(one)) {
                Releases.in(one).ifPresent(releases -> found.put(releases.packageName(), releases));
            }
        }
        return found;
    }

    private static Version frozen(String label, Iterable<Releases> all, Optional<String> release) {
        Map<String, Element> specs = new TreeMap<>();
        Set<String> requested = new TreeSet<>();
        List<Policy> policies = new ArrayList<>();
        for (Releases releases : all) {
            Releases.Frozen one = release.isEmpty() ? releases.latest() : releases.find(PolicyCodec.release(label, release.get())).orElseThrow(() ->
                    new BadFileException("LOCK_MISSING", label, "release " + release.get() + " is not frozen; there are "
                            + String.join(", ", releases.all().stream().map(frozen -> frozen.release().toString()).toList())));
            // its own word on a package counts more than that of one that uses it
            one.snapshot().abi().specs().forEach(spec -> {
                if (spec.name().equals(releases.packageName())) {
                    specs.put(spec.name(), spec);
                } else {
                    specs.putIfAbsent(spec.name(), spec);
                }
            });
            requested.add(releases.packageName());
            policies.add(releases.policy());
        }
        return new Version(label, Optional.of(new Abi(List.copyOf(specs.values()), requested)), merged(policies), List.of());
    }

    /**
     * Two sides over the same packages: when one has more than the other was asked about, the rest is not part of the comparison.
     *
     * @throws BadFileException when they have nothing in common and are of several packages
     */
    public static List<Abi> aligned(Abi before, Abi after) {
        if (before.requested().size() == 1 && after.requested().size() > 1) {
            return List.of(before, only(after, before.requested()));
        }
        if (after.requested().size() == 1 && before.requested().size() > 1) {
            return List.of(only(before, after.requested()), after);
        }
        return List.of(before, after);
    }

    private static Abi only(Abi abi, Set<String> packages) {
        if (!abi.requested().containsAll(packages)) {
            throw new BadFileException("BASELINE_EMPTY", String.join(", ", packages), "is not among " + String.join(", ", new TreeSet<>(abi.requested())));
        }
        return new Abi(abi.specs(), packages);
    }
}
