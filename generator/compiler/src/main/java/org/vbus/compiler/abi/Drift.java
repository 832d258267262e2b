// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vbus.compat.abi.AbiReader;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Fingerprint;
import org.vbus.compat.snapshot.Snapshot;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;

/** Whether this tool still makes of the sources of frozen releases what was frozen. */
public final class Drift {
    private Drift() { }

    /**
     * Compiles the sources of every frozen release of the requested packages again.
     *
     * @return a sentence for each that comes out as something else
     * @throws IOException when a file cannot be read
     */
    public static List<String> of(Compiler compiler, SpecSet specs) throws IOException {
        List<String> drifted = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Optional<Releases> releases = Releases.in(Freezer.folder(spec));
            for (Releases.Frozen frozen : releases.map(Releases::all).orElse(List.of())) {
                of(compiler, frozen).ifPresent(drifted::add);
            }
        }
        return drifted;
    }

    private static Optional<String> of(Compiler compiler, Releases.Frozen frozen) throws IOException {
        Path folder = Files.createTempDirectory("vbusc");
        try {
            Snapshot snapshot = frozen.snapshot();
            for (Map.Entry<String, String> source : snapshot.sources().entrySet()) {
                // as packages are looked up
                Path file = folder.resolve(source.getKey()).resolve(source.getKey().substring(source.getKey().lastIndexOf('.') + 1) + ".vbus");
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.getValue());
            }
            Outcome outcome = compiler.check(new Request(List.of(folder), List.of()));
            if (outcome.failed() || outcome.specs().isEmpty()) {
                return Optional.of(frozen.file() + ": its sources no longer compile: "
                        + outcome.diagnostics().stream().filter(one -> one.isError()).findFirst().map(one -> one.code() + ", " + one.message()).orElse(""));
            }
            List<String> layers = Stream.of(Fact.Layer.values()).filter(layer -> !snapshot.hash(layer).equals(Fingerprint.of(
                    AbiReader.of(new SpecSet(outcome.specs().get().specs(), List.of(snapshot.packageName()))).specs(), layer)))
                    .map(layer -> layer.name().toLowerCase(java.util.Locale.ROOT)).toList();
            return layers.isEmpty() ? Optional.empty() : Optional.of(frozen.file() + ": this tool makes something else of its sources, in " + String.join(", ", layers));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }
}
