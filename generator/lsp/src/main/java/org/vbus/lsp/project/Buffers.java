// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.project;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.vbus.lsp.text.Text;

/** The files that are open, as they are in the editor. Any thread may ask. */
public final class Buffers {
    private final Map<Path, Buffer> open = new ConcurrentHashMap<>();
    private final AtomicLong editions = new AtomicLong();

    /** Opens a file, or opens it again. */
    public Buffer open(String uri, int version, String text) {
        Buffer buffer = new Buffer(uri, Uris.path(uri), version, editions.incrementAndGet(), new Text(text));
        open.put(buffer.path(), buffer);
        return buffer;
    }

    /** Applies edits in their order; empty for a file that is not open. */
    public Optional<Buffer> change(String uri, int version, List<TextDocumentContentChangeEvent> changes) {
        return Optional.ofNullable(open.computeIfPresent(Uris.path(uri), (path, before) -> {
            Text text = before.text();
            for (TextDocumentContentChangeEvent change : changes) {
                text = change.getRange() == null ? new Text(change.getText()) : text.with(change.getRange(), change.getText());
            }
            return new Buffer(uri, path, version, editions.incrementAndGet(), text);
        }));
    }

    /** Closes a file; what is on the disk counts again. */
    public Optional<Buffer> close(String uri) {
        return Optional.ofNullable(open.remove(Uris.path(uri)));
    }

    public Optional<Buffer> find(Path path) {
        return Optional.ofNullable(open.get(path));
    }

    public Collection<Buffer> all() {
        return List.copyOf(open.values());
    }

    /** What the editor calls a file. */
    public String uri(Path path) {
        return find(path).map(Buffer::uri).orElseGet(() -> Uris.of(path));
    }
}
