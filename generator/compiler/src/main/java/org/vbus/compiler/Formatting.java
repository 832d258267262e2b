// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.lang.FrontEnd;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.format.Formatter;
import org.vbus.lang.source.SourceReader;
import org.vbus.lang.source.SourceText;
import org.vbus.model.diag.Diagnostic;

/** Formats specs where they are: all that were named or, when one of them is not a spec by its syntax, none. */
public final class Formatting {
    /**
     * The text of a stream.
     *
     * @param text formatted; empty when there were errors
     */
    public record Filtered(Optional<String> text, List<Diagnostic> diagnostics) { }

    private final Formatter formatter = Formatter.create();

    /** Finds the files that are not formatted, and says of each where that begins; writes nothing. */
    public Outcome check(List<Path> inputs) {
        Reporter reporter = new Reporter();
        try {
            for (Path file : FrontEnd.expanded(inputs)) {
                Optional<SourceText> source = SourceReader.read(file, name(file), reporter);
                source.flatMap(one -> formatter.format(one, reporter)).ifPresent(text -> Formatter.compare(source.get(), text, reporter));
            }
        } catch (Reporter.Enough e) {
            // the first of them are told
        }
        return Outcome.of(Optional.empty(), reporter.sorted());
    }

    /**
     * Formats files in place. A file that is formatted already is left alone; another one is replaced in one step and keeps its permissions, and
     * a symbolic link to it stays one.
     *
     * @throws IOException when a file cannot be written; those before it are
     */
    public Outcome write(List<Path> inputs) throws IOException {
        Reporter reporter = new Reporter();
        Map<Path, Optional<String>> files = new LinkedHashMap<>();
        try {
            for (Path file : FrontEnd.expanded(inputs)) {
                Optional<SourceText> source = SourceReader.read(file, name(file), reporter);
                Optional<String> text = source.flatMap(one -> formatter.format(one, reporter));
                // what stays as it is need not be kept until all are read
                files.put(file, text.filter(formatted -> !formatted.equals(source.get().text())));
            }
        } catch (Reporter.Enough e) {
            // nothing is written anyway
        }
        if (reporter.failed()) {
            return Outcome.of(Optional.empty(), reporter.sorted());
        }
        List<String> written = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (Map.Entry<Path, Optional<String>> file : files.entrySet()) {
            if (file.getValue().isPresent()) {
                replace(file.getKey().toRealPath(), file.getValue().get());
            }
            (file.getValue().isPresent() ? written : unchanged).add(file.getKey().toString());
        }
        return new Outcome(Optional.empty(), reporter.sorted(), Optional.of(new OutputTree.Published(List.copyOf(written), List.copyOf(unchanged))));
    }

    /**
     * Formats a stream, which stays open.
     *
     * @param check to say whether it is formatted, and where not
     * @throws IOException when it cannot be read
     */
    public Filtered filter(InputStream in, String name, boolean check) throws IOException {
        Reporter reporter = new Reporter();
        Optional<SourceText> source = SourceReader.read(in, name, reporter);
        Optional<String> text = source.flatMap(one -> formatter.format(one, reporter));
        if (check) {
            text.ifPresent(formatted -> Formatter.compare(source.get(), formatted, reporter));
        }
        return new Filtered(text, reporter.sorted());
    }

    private static void replace(Path file, String text) throws IOException {
        if (!Files.isWritable(file)) {
            throw new AccessDeniedException(file.toString(), null, "it is write-protected");
        }
        // beside the file, so that the move is one step
        Path staged = Files.createTempFile(file.getParent(), "." + file.getFileName() + ".", ".new");
        try {
            Files.write(staged, text.getBytes(StandardCharsets.UTF_8));
            PosixFileAttributeView view = Files.getFileAttributeView(staged, PosixFileAttributeView.class);
            if (view != null) {
                view.setPermissions(Files.getPosixFilePermissions(file));
            }
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private static String name(Path file) {
        return file.normalize().toString().replace('\\', '/');
    }
}
