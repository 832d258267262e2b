// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.vbus.compiler.Compiler;

/**
 * The compiler, made on another processor while the command line is read. Nothing else may touch the language until it has been taken:
 * EMF's packages refer to each other, and two threads that enter them from two sides would wait for one another.
 */
final class EarlyCompiler {
    private static FutureTask<Compiler> making;

    private EarlyCompiler() { }

    /** Begins. */
    static void begin() {
        making = new FutureTask<>(Compiler::new);
        Thread thread = new Thread(making, "compiler");
        // a command line that is wrong need not wait for it
        thread.setDaemon(true);
        thread.start();
    }

    /** The one that was begun, else one made here. */
    static Compiler take() {
        FutureTask<Compiler> begun = making;
        making = null;
        if (begun == null) {
            return new Compiler();
        }
        try {
            return begun.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
