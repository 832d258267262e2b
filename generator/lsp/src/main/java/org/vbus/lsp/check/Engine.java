// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.abi.Releases;
import org.vbus.lang.Analysis;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.source.SourceReader;
import org.vbus.lang.source.Sources;
import org.vbus.lsp.project.Buffers;
import org.vbus.lsp.project.Extracts;
import org.vbus.lsp.project.Library;
import org.vbus.lsp.text.Text;

/** The compiler as an editor uses it: asked for one file at a time, and only for what is not known yet. One thread uses it. */
public final class Engine {
    private static final int MOST_KNOWN = 200;

    private final FrontEnd frontEnd = FrontEnd.create();
    private final Buffers buffers;
    private final Library library;
    private final Extracts extracts;
    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private final Map<Path, Remembered> releases = new HashMap<>();

    private record Remembered(List<Object> stamp, Optional<Releases> releases) { }

    public Engine(Buffers buffers, Library library, Extracts extracts) {
        this.buffers = buffers;
        this.library = library;
        this.extracts = extracts;
    }

    public FrontEnd frontEnd() {
        return frontEnd;
    }

    public Buffers buffers() {
        return buffers;
    }

    public Library library() {
        return library;
    }

    public Extracts extracts() {
        return extracts;
    }

    /** What is known of a file, found out where it no longer holds. */
    public Known of(Path file) {
        return of(file, () -> false).orElseThrow();
    }

    /**
     * The same where the answer may become worthless meanwhile.
     *
     * @param stale asked between the steps
     * @return empty once it said yes
     */
    public Optional<Known> of(Path file, BooleanSupplier stale) {
        Known before = known.get(file);
        if (before != null && before.holds(path -> Stamp.of(path, buffers), library.generation())) {
            return Optional.of(before);
        }
        Known now = look(file, Map.of(), stale, Optional.ofNullable(before));
        if (stale.getAsBoolean()) {
            return Optional.empty();
        }
        known.put(file, now);
        return Optional.of(now);
    }

    /** What was known of a file when it was last looked at. */
    public Optional<Known> peek(Path file) {
        return Optional.ofNullable(known.get(file));
    }

    /** The same; found out if it never was. */
    public Known last(Path file) {
        Known before = known.get(file);
        return before != null ? before : of(file);
    }

    /** What would be known of a file if some files had other texts. */
    public Known imagine(Path file, Map<Path, String> texts) {
        return look(file, texts, () -> false, Optional.empty());
    }

    private Known look(Path file, Map<Path, String> imagined, BooleanSupplier stale, Optional<Known> before) {
        Map<Path, Stamp> stamps = new HashMap<>();
        Map<Path, Text> own = new HashMap<>();
        Sources sources = (path, name, reporter) -> {
            stamps.put(path, Stamp.of(path, buffers));
            Optional<Text> text = imagined.containsKey(path) ? Optional.of(new Text(imagined.get(path))) : buffers.find(path).map(buffer -> buffer.text());
            if (text.isPresent()) {
                own.put(path, text.get());
                return SourceReader.of(text.get().content(), path, name, reporter);
            }
            var read = SourceReader.read(path, name, reporter);
            read.ifPresent(source -> own.put(path, new Text(source.text())));
            return read;
        };
        long generation = library.generation();
        Analysis analysis = frontEnd.analyse(file, library.of(file), sources, stale);
        return new Known(analysis, own.getOrDefault(file, new Text("")), stamps, generation, before);
    }

    /** What judges a spec against the releases that are frozen beside it. */
    public Freezer freezer() {
        return new Freezer("vbusc", Freezer.today(), Optional.empty(), this::releases);
    }

    /** Releases are read again when a file of their folder is another. */
    private Optional<Releases> releases(Path folder) throws IOException {
        List<Object> stamp = Stamp.ofFolder(folder);
        Remembered remembered = releases.get(folder);
        if (remembered == null || !remembered.stamp().equals(stamp)) {
            remembered = new Remembered(stamp, Releases.in(folder));
            releases.put(folder, remembered);
        }
        return remembered.releases();
    }
}
