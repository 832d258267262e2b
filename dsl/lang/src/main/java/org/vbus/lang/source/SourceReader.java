// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.source;

import static org.vbus.lang.diag.Catalogue.*;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.vbus.lang.diag.Reporter;
import org.vbus.model.Origin;

/** Reads files as UTF-8 text, within a limit. */
public final class SourceReader {
    /** Bytes of one file: a hundred times the largest spec known, and what is still read in seconds and some hundred megabytes. */
    public static final int MAX_BYTES = 1 << 20;

    private SourceReader() { }

    /** The text of a file; empty if it cannot be had, which has then been reported. */
    public static Optional<SourceText> read(Path path, String name, Reporter reporter) {
        Origin start = new Origin(name, 1, 1, 1);
        byte[] bytes;
        try {
            if (!Files.isRegularFile(path)) {
                reporter.report(start, CANNOT_READ.of(Files.exists(path) ? "it is not a file" : "there is no such file"));
                return Optional.empty();
            }
            long size = Files.size(path);
            if (size > MAX_BYTES) {
                reporter.report(start, FILE_TOO_LARGE.of(size, MAX_BYTES));
                return Optional.empty();
            }
            // files of /proc say 0, a file may grow, and an entry of a jar may hold more than it says
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                reporter.report(start, FILE_TOO_LARGE.of((long) bytes.length, MAX_BYTES));
                return Optional.empty();
            }
        } catch (IOException | SecurityException e) {
            reporter.report(start, CANNOT_READ.of(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        return decode(bytes, path, name, reporter);
    }

    /** The text of a stream, which stays open; empty if it cannot be had, which has then been reported. */
    public static Optional<SourceText> read(InputStream in, String name, Reporter reporter) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            reporter.report(new Origin(name, 1, 1, 1), FILE_TOO_LARGE.of((long) bytes.length, MAX_BYTES));
            return Optional.empty();
        }
        return decode(bytes, Path.of(name), name, reporter);
    }

    /** A text that is in memory, under the same limits; empty if it is no spec's, which has then been reported. */
    public static Optional<SourceText> of(String text, Path path, String name, Reporter reporter) {
        SourceText source = new SourceText(path, name, text);
        long bytes = text.length() > MAX_BYTES / 3 ? text.getBytes(StandardCharsets.UTF_8).length : 0;
        if (bytes > MAX_BYTES) {
            reporter.report(new Origin(name, 1, 1, 1), FILE_TOO_LARGE.of(bytes, MAX_BYTES));
            return Optional.empty();
        }
        if (text.startsWith("\ufeff")) {
            reporter.report(source.origin(0, 1), BYTE_ORDER_MARK.here());
            return Optional.empty();
        }
        return Optional.of(source);
    }

    private static Optional<SourceText> decode(byte[] bytes, Path path, String name, Reporter reporter) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        SourceText source = new SourceText(path, name, text);
        if (result.isError()) {
            reporter.report(source.origin(text.length(), 1), NOT_UTF8.of(in.position()));
            return Optional.empty();
        }
        return of(text, path, name, reporter);
    }
}
