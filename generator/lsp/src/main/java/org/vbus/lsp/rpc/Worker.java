// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.rpc;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.vbus.lsp.feature.Refused;

/** The one thread that uses the compiler. What is cancelled before its turn is never done; what fails is answered, and the next goes on. */
public final class Worker {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        // linking follows chains of types: as deep as the compiler's own main thread
        Thread worker = new Thread(null, task, "vbus", 16L << 20);
        worker.setDaemon(true);
        return worker;
    });
    private final Log log;

    public Worker(Log log) {
        this.log = log;
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Answers a question when its turn comes. */
    public <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> {
            if (answer.isDone()) {
                return;
            }
            try {
                answer.complete(question.get());
            } catch (Refused e) {
                answer.completeExceptionally(new ResponseErrorException(new ResponseError(ResponseErrorCode.RequestFailed, e.getMessage(), null)));
            } catch (CancellationException e) {
                answer.cancel(false);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                log.failed(e);
                answer.completeExceptionally(new ResponseErrorException(new ResponseError(ResponseErrorCode.InternalError, Log.words(e), null)));
            }
        });
        return answer;
    }

    /** Does something after a while; the future keeps it from being done. */
    public Future<?> later(long milliseconds, Runnable task) {
        return thread.schedule(() -> {
            try {
                task.run();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                log.failed(e);
            }
        }, milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Takes nothing more. */
    public void stop() {
        thread.shutdownNow();
    }
}
