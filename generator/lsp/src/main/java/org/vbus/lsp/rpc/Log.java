// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.rpc;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the server says on standard error: a line for each thing that went wrong, and where only for who asks with VBUSC_DEBUG. */
public final class Log {
    private static final int LONGEST = 300;

    private final PrintStream out;
    private final boolean debug;
    private long failures;

    public Log(PrintStream out, boolean debug) {
        this.out = out;
        this.debug = debug;
    }

    /** Makes what libraries log lines of this log. */
    public void takeOver() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    say(line(entry.getThrown() == null ? String.valueOf(entry.getMessage()) : words(entry.getThrown())));
                }
            }

            @Override
            public void flush() {
                out.flush();
            }

            @Override
            public void close() { }
        });
    }

    /** Notes a failure of the server itself. */
    public void failed(Throwable failure) {
        failures++;
        say(words(failure) + (debug ? "" : "; set VBUSC_DEBUG=1 to see where"));
        if (debug) {
            failure.printStackTrace(out);
        }
    }

    /** How often the server itself failed. */
    public long failures() {
        return failures;
    }

    /** One line. */
    public void say(String line) {
        out.println("vbusc lsp: " + line);
        out.flush();
    }

    /** A failure in one line, for people who cannot do anything about it but tell. */
    public static String words(Throwable failure) {
        return line("internal error: " + failure);
    }

    private static String line(String text) {
        String flat = text.replaceAll("\\s+", " ");
        return flat.length() > LONGEST ? flat.substring(0, LONGEST) + " ..." : flat;
    }
}
