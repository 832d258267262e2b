// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.PrintWriter;
import java.util.List;
import org.vbus.compiler.decode.Decoded;

/** Decoded bytes for people: a line a value, with its offset in hexadecimal; what is wrong stands below it with an exclamation mark. */
final class DecodedText {
    private DecodedText() { }

    static void write(List<Decoded> all, PrintWriter out) {
        for (Decoded one : all) {
            write(one, "", out);
        }
        long problems = all.stream().mapToLong(Decoded::problemCount).sum();
        if (problems > 0) {
            out.println(problems + (problems == 1 ? " problem" : " problems"));
        }
    }

    private static void write(Decoded one, String indent, PrintWriter out) {
        boolean placed = one.size() > 0 || one.text().isEmpty();
        String type = one.type().isEmpty() ? "" : " : " + one.type();
        out.println((placed ? String.format("%06x  ", one.offset()) : "        ") + indent + one.name() + type + (one.text().isEmpty() ? "" : " = " + one.text()));
        for (String problem : one.problems()) {
            out.println("      ! " + indent + "  " + problem);
        }
        one.children().forEach(child -> write(child, indent + "  ", out));
    }
}
