// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.rpc;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** A server and the editor at the other end of two streams. */
public final class Connection extends LSPLauncher.Builder<LanguageClient> {
    private final Log log;

    private Connection(Log log) {
        this.log = log;
    }

    /** Connects; the launcher listens once it is told to. */
    public static Launcher<LanguageClient> of(Object server, InputStream in, OutputStream out, Log log) {
        Connection connection = new Connection(log);
        connection.setLocalService(server);
        connection.setRemoteInterface(LanguageClient.class);
        connection.setInput(in);
        connection.setOutput(out);
        connection.setExceptionHandler(connection::answer);
        connection.validateMessages(true);
        return connection.create();
    }

    @Override
    public Launcher<LanguageClient> create() {
        MessageJsonHandler json = createJsonHandler();
        RemoteEndpoint endpoint = createRemoteEndpoint(json);
        LanguageClient client = createProxy(endpoint);
        ExecutorService readers = Executors.newSingleThreadExecutor(task -> {
            Thread reader = new Thread(task, "messages");
            reader.setDaemon(true);
            return reader;
        });
        return createLauncher(readers, client, endpoint, createMessageProcessor(new Messages(input, json, endpoint, log), wrapMessageConsumer(endpoint), client));
    }

    /** An error without the server's stack, which the editor would show. */
    private ResponseError answer(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ResponseErrorException)) {
            cause = cause.getCause();
        }
        if (cause instanceof ResponseErrorException known) {
            return known.getResponseError();
        }
        log.failed(cause);
        return new ResponseError(ResponseErrorCode.InternalError, Log.words(cause), null);
    }
}
