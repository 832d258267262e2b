// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;
import org.vbus.lsp.check.Checks;
import org.vbus.lsp.check.Engine;
import org.vbus.lsp.check.Known;
import org.vbus.lsp.check.Told;
import org.vbus.lsp.project.Buffer;
import org.vbus.lsp.project.Buffers;
import org.vbus.lsp.project.Extracts;
import org.vbus.lsp.project.Library;
import org.vbus.lsp.rpc.Worker;

/** What the services of one connection share, and when files are checked: a moment after the last key, those that depend on the file after it. */
final class Session {
    /** Long enough that a burst of edits is one, too short to be noticed. */
    private static final long PAUSE = 15;
    private static final long PAUSE_OF_OTHERS = 80;

    private final Worker worker;
    private final Buffers buffers = new Buffers();
    private final Extracts extracts;
    private final Library library;
    private final Map<Path, Future<?>> planned = new HashMap<>();
    /** What the editor shows of each file is of this; for the thread of the compiler. */
    private final Map<Path, Known> published = new HashMap<>();
    private Engine engine;
    private Checks checks;
    private LanguageClient client;
    private boolean refreshes;

    Session(Worker worker, Extracts extracts) {
        this.worker = worker;
        this.extracts = extracts;
        this.library = new Library(buffers, extracts);
    }

    Worker worker() {
        return worker;
    }

    Buffers buffers() {
        return buffers;
    }

    Library library() {
        return library;
    }

    void client(LanguageClient editor) {
        client = editor;
    }

    LanguageClient client() {
        return client;
    }

    /** Whether the editor asks again for hints and colours when it is told to. */
    void refreshes(boolean can) {
        refreshes = can;
    }

    /** The compiler; made by the thread that uses it. */
    Engine engine() {
        if (engine == null) {
            engine = new Engine(buffers, library, extracts);
            checks = new Checks(engine);
        }
        return engine;
    }

    Checks checks() {
        engine();
        return checks;
    }

    /** What is known of a file that an editor names. */
    Known known(String uri) {
        return engine().of(org.vbus.lsp.project.Uris.path(uri));
    }

    /** A file has another text: it is checked soon, and what depends on it after that. */
    void changed(Path file) {
        plan(file, PAUSE);
        for (Buffer other : buffers.all()) {
            if (!other.path().equals(file)) {
                plan(other.path(), PAUSE_OF_OTHERS);
            }
        }
    }

    /** Everything that is open is checked again. */
    void changedAll() {
        buffers.all().forEach(buffer -> plan(buffer.path(), PAUSE));
    }

    /** What lies beside the specs may be another: everything that is open is checked again. The thread of the compiler calls it. */
    void forget() {
        checks().forget();
        published.clear();
        changedAll();
    }

    /** Nothing is told of a file any more. */
    void closed(String uri, Path file) {
        synchronized (planned) {
            Future<?> before = planned.remove(file);
            if (before != null) {
                before.cancel(false);
            }
        }
        worker.later(0, () -> {
            published.remove(file);
            client.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
        });
    }

    private void plan(Path file, long pause) {
        synchronized (planned) {
            Future<?> before = planned.get(file);
            if (before != null) {
                before.cancel(false);
            }
            planned.put(file, worker.later(pause, () -> check(file)));
        }
    }

    private void check(Path file) {
        synchronized (planned) {
            planned.remove(file);
        }
        Optional<Buffer> buffer = buffers.find(file);
        if (buffer.isEmpty()) {
            return;
        }
        long edition = buffer.get().edition();
        Known before = published.get(file);
        Optional<Known> known = engine().of(file, () -> buffers.find(file).filter(now -> now.edition() == edition).isEmpty());
        if (known.isEmpty() || known.get() == before) {
            // typed on since then, or nothing that it depends on is another
            return;
        }
        published.put(file, known.get());
        List<Told> told = checks().of(known.get());
        client.publishDiagnostics(new PublishDiagnosticsParams(buffer.get().uri(), told.stream().map(Told::diagnostic).toList(), buffer.get().version()));
        boolean own = before == null || !before.text().content().equals(known.get().text().content());
        if (!own && refreshes) {
            // what it shows depends on another file, which the editor cannot know
            client.refreshInlayHints();
            client.refreshSemanticTokens();
        }
    }

    /** Makes the compiler, and uses it once, before anybody waits for it. */
    void warmUp() {
        Path example = Path.of("/nowhere/warm-up.vbus");
        engine().imagine(example, Map.of(example, "package warm.up\nstruct s { a : u32  b : u32 where a < 4 }\n"));
    }

}
