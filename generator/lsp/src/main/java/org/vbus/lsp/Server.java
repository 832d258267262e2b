// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageClientAware;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.vbus.lsp.project.Extracts;
import org.vbus.lsp.rpc.Connection;
import org.vbus.lsp.rpc.Log;
import org.vbus.lsp.rpc.Worker;

/** The language server of one editor: it begins, it ends, and what comes between is for its services. */
public final class Server implements LanguageServer, LanguageClientAware {
    private static final long SECONDS_BETWEEN_LOOKS = 10;

    private final Session session;
    private final DocumentService documents;
    private final WorkspaceFiles files;
    private final String version;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean shut;
    private boolean watches;

    private Server(String version, Log log, List<Path> includes, List<Path> own) {
        this.version = version;
        this.session = new Session(new Worker(log), new Extracts(Extracts.cache()));
        this.documents = new DocumentService(session);
        this.files = new WorkspaceFiles(session, includes, own);
    }

    /**
     * Serves one editor until it says so or is gone. Nothing else may read or write the streams.
     *
     * @param version of the compiler, for the editor's log
     * @param includes folders and jars in which imported packages are looked up first
     * @param own those that are looked at last
     * @param debug whether failures of the server say where they happened
     * @return exit status, as the protocol has it
     */
    public static int run(InputStream in, OutputStream out, PrintStream err, String version, List<Path> includes, List<Path> own, boolean debug) throws InterruptedException {
        Log log = new Log(err, debug);
        log.takeOver();
        Server server = new Server(version, log, includes, own);
        Launcher<LanguageClient> launcher = Connection.of(server, new Ending(in, server.over), out, log);
        server.connect(launcher.getRemoteProxy());
        launcher.startListening();
        server.over.await();
        server.session.worker().stop();
        return server.shut ? 0 : 1;
    }

    /** Notices that the editor is gone: it then says nothing any more. */
    private static final class Ending extends java.io.FilterInputStream {
        private final CountDownLatch over;

        Ending(InputStream in, CountDownLatch over) {
            super(in);
            this.over = over;
        }

        @Override
        public int read() throws IOException {
            return noticed(super.read());
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return noticed(super.read(bytes, from, length));
        }

        private int noticed(int result) {
            if (result < 0) {
                over.countDown();
            }
            return result;
        }
    }

    @Override
    public void connect(LanguageClient client) {
        session.client(client);
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        files.begin(folders(params), params.getInitializationOptions());
        Optional<ClientCapabilities> can = Optional.ofNullable(params.getCapabilities());
        session.refreshes(can.map(ClientCapabilities::getWorkspace).map(all -> all.getInlayHint()).map(hint -> hint.getRefreshSupport()).orElse(false)
                && can.map(ClientCapabilities::getWorkspace).map(all -> all.getSemanticTokens()).map(tokens -> tokens.getRefreshSupport()).orElse(false));
        watches = can.map(ClientCapabilities::getWorkspace).map(all -> all.getDidChangeWatchedFiles()).map(watched -> watched.getDynamicRegistration()).orElse(false);
        Optional.ofNullable(params.getProcessId()).ifPresent(this::follow);
        session.worker().later(0, session::warmUp);
        return CompletableFuture.completedFuture(new InitializeResult(Capabilities.all(), new ServerInfo("vbusc", version)));
    }

    /** The folders of the workspace, as newer and older editors name them; none for a single file. */
    @SuppressWarnings("deprecation")
    private static List<String> folders(InitializeParams params) {
        List<String> uris = new ArrayList<>();
        if (params.getWorkspaceFolders() != null) {
            params.getWorkspaceFolders().forEach(folder -> uris.add(folder.getUri()));
        } else if (params.getRootUri() != null) {
            uris.add(params.getRootUri());
        }
        return uris;
    }

    @Override
    public void initialized(InitializedParams params) {
        if (watches) {
            var options = new DidChangeWatchedFilesRegistrationOptions(List.of(new FileSystemWatcher(Either.forLeft("**/*.vbus")), new FileSystemWatcher(Either.forLeft("**/abi/*.json"))));
            session.client().registerCapability(new RegistrationParams(List.of(new Registration("files", "workspace/didChangeWatchedFiles", options))));
        }
    }

    /** Ends when the editor's process has ended without a word. */
    private void follow(int process) {
        Thread follower = new Thread(() -> {
            try {
                while (!over.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
                    if (ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty()) {
                        over.countDown();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "editor");
        follower.setDaemon(true);
        follower.start();
    }

    @Override
    public CompletableFuture<Object> shutdown() {
        shut = true;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void exit() {
        over.countDown();
    }

    @Override
    public void setTrace(SetTraceParams params) {
        // the editor's own trace has all that there is
    }

    @Override
    public void cancelProgress(WorkDoneProgressCancelParams params) {
        // nothing here takes long enough
    }

    @Override
    public TextDocumentService getTextDocumentService() {
        return documents;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return files;
    }
}
