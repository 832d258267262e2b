// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Colours, or none. */
enum Style {
    PLAIN, COLOURED;

    private static final String ESC = "\u001b[";

    /** Colours when standard error is a terminal that has them and nobody asked for none. */
    static Style ofStandardError() {
        return of(System.getenv(), target());
    }

    static Style of(Map<String, String> environment, String standardError) {
        // see no-color.org: any value but an empty one
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty() || environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean terminal = standardError.startsWith("/dev/pts/") || standardError.startsWith("/dev/tty") || standardError.equals("/dev/console");
        return terminal && !unwanted ? COLOURED : PLAIN;
    }

    /** What descriptor 2 is; Java itself only knows about standard input and output. */
    private static String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    String bold(String text) {
        return in("1", text);
    }

    String red(String text) {
        return in("1;31", text);
    }

    String yellow(String text) {
        return in("1;33", text);
    }

    String blue(String text) {
        return in("1;34", text);
    }

    String green(String text) {
        return in("32", text);
    }

    private String in(String code, String text) {
        return this == PLAIN ? text : ESC + code + "m" + text + ESC + "0m";
    }
}
