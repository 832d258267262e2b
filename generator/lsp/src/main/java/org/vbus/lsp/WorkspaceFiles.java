// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.vbus.lsp.feature.Symbols;
import org.vbus.lsp.project.Uris;

/** What is asked about all files, and what an editor tells of those that are not open. */
final class WorkspaceFiles implements WorkspaceService {
    private final Session session;
    private final List<Path> given;
    private final List<Path> own;
    private final Set<Path> folders = new LinkedHashSet<>();
    private List<String> includes = List.of();

    /**
     * The files of one connection.
     *
     * @param given folders and jars of the command line
     * @param own those of the compiler
     */
    WorkspaceFiles(Session session, List<Path> given, List<Path> own) {
        this.session = session;
        this.given = List.copyOf(given);
        this.own = List.copyOf(own);
    }

    /** Sets where to look from the first message on. */
    void begin(List<String> uris, Object options) {
        uris.forEach(uri -> folders.add(Uris.path(uri)));
        includes = includes(options);
        configure();
    }

    private void configure() {
        List<Path> all = new ArrayList<>(given.stream().map(path -> path.toAbsolutePath().normalize()).toList());
        for (String include : includes) {
            try {
                Path path = Path.of(include);
                all.add(path.isAbsolute() || folders.isEmpty() ? path.toAbsolutePath().normalize() : folders.iterator().next().resolve(path).normalize());
            } catch (InvalidPathException e) {
                // no path of this machine: what it should have brought is missed where it is imported
                continue;
            }
        }
        List<Path> workspace = folders.stream().filter(folder -> !Uris.isNowhere(folder)).toList();
        session.worker().later(0, () -> {
            session.library().configure(workspace, all, own);
            session.changedAll();
        });
    }

    /** The setting {@code includes}, wherever an editor puts it. */
    private static List<String> includes(Object options) {
        List<String> found = new ArrayList<>();
        if (options instanceof JsonObject object) {
            JsonElement inner = object.has("vbus") ? object.get("vbus") : object;
            JsonElement list = inner.isJsonObject() ? inner.getAsJsonObject().get("includes") : null;
            if (list != null && list.isJsonArray()) {
                list.getAsJsonArray().forEach(one -> {
                    if (one.isJsonPrimitive()) {
                        found.add(one.getAsString());
                    }
                });
            }
        }
        return found;
    }

    @Override
    public void didChangeConfiguration(DidChangeConfigurationParams params) {
        includes = includes(params.getSettings());
        configure();
    }

    @Override
    public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
        params.getEvent().getRemoved().forEach(folder -> folders.remove(Uris.path(folder.getUri())));
        params.getEvent().getAdded().forEach(folder -> folders.add(Uris.path(folder.getUri())));
        configure();
    }

    @Override
    public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
        session.worker().later(0, () -> {
            params.getChanges().forEach(change -> {
                if (change.getType() == FileChangeType.Changed) {
                    session.library().changed(Uris.path(change.getUri()));
                } else {
                    session.library().forget();
                }
            });
            session.forget();
        });
    }

    @Override
    public CompletableFuture<Either<List<? extends SymbolInformation>, List<? extends WorkspaceSymbol>>> symbol(WorkspaceSymbolParams params) {
        return session.worker().ask(() -> Either.forRight(new Symbols(session.engine()).named(params.getQuery())));
    }
}
