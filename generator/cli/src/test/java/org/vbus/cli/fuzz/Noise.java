// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;

/** Listens to standard output, standard error and Xtext's log, where exceptions end up that somebody swallowed. */
final class Noise implements AutoCloseable {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Listener listener = new Listener();

    private final class Listener extends AppenderSkeleton {
        @Override
        protected void append(LoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                String trace = event.getThrowableInformation() == null ? "" : String.join("\n", event.getThrowableStrRep());
                heard.writeBytes((event.getLevel() + " " + event.getRenderedMessage() + "\n" + trace + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() { }

        @Override
        public boolean requiresLayout() {
            return false;
        }
    }

    /** Listens from now on. */
    Noise() {
        PrintStream ear = new PrintStream(heard, true, StandardCharsets.UTF_8);
        System.setOut(ear);
        System.setErr(ear);
        Logger.getRootLogger().addAppender(listener);
    }

    void clear() {
        heard.reset();
    }

    String heard() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        Logger.getRootLogger().removeAppender(listener);
        System.setOut(out);
        System.setErr(err);
    }
}
