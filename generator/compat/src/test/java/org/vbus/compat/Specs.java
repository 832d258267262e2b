// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.abi.AbiReader;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.Parsed;
import org.vbus.model.SpecSet;

/** From the text of a spec to its ABI; the bus's own specs can be imported. */
public final class Specs {
    private static final FrontEnd FRONT_END = FrontEnd.create();
    private static final Map<String, Abi> ABIS = new ConcurrentHashMap<>();

    private Specs() { }

    /**
     * The model of one text; each line that begins with {@code package} begins a spec of its own, and all of them are judged.
     *
     * @throws IllegalArgumentException when it does not compile
     */
    public static synchronized SpecSet model(String text) {
        try {
            Path folder = Files.createTempDirectory("spec");
            try {
                List<Path> files = new ArrayList<>();
                for (String spec : text.split("\n(?=package )")) {
                    files.add(Files.writeString(folder.resolve("spec" + files.size() + ".vbus"), spec));
                }
                Parsed parsed = FRONT_END.load(files, List.of(busSpecs()));
                if (!parsed.ok()) {
                    throw new IllegalArgumentException(text + "\n" + parsed.diagnostics());
                }
                return parsed.specs();
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same text is asked for again and again: each version is the older one once and the newer one once. */
    public static Abi abi(String text) {
        return ABIS.computeIfAbsent(text, one -> AbiReader.of(model(one)));
    }

    private static Path busSpecs() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("abi-specs"))) {
            here = here.getParent();
        }
        return here.resolve("abi-specs");
    }
}
