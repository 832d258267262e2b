// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Stack traces as text, cut where they repeat themselves. */
final class Stacks {
    private static final int MOST = 6000;

    private Stacks() { }

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.getBuffer().length() > MOST ? text.getBuffer().substring(0, MOST) + "..." : text.toString();
    }

    static String of(Thread thread) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\tat ").append(frame).append('\n');
        }
        return text.toString();
    }
}
