// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.project;

import java.util.Locale;
import java.util.Set;
import org.vbus.targets.c.CWords;
import org.vbus.targets.java.JavaNames;
import org.vbus.targets.java.JavaWords;

/**
 * The name of a device, in the spec, in C, and of both modules.
 *
 * @param text as {@code air_quality}
 */
public record DeviceName(String text) {
    /** A module's name has 55 bytes, and the driver's is this one with {@code _driver} behind it. */
    static final int LONGEST = 55 - "_driver".length();

    /** The bus has modules, functions and classes of these names. */
    private static final Set<String> TAKEN = Set.of("bus", "device", "driver", "ioq", "shm_signal", "vbus", "venet");

    /** @throws IllegalArgumentException which names the rule that the name breaks */
    public DeviceName {
        Rules.word("a device's name", text);
        if (text.endsWith("_") || text.contains("__")) {
            throw Rules.broken("a device's name", text, "has single underscores, between words");
        }
        if (text.length() > LONGEST) {
            throw Rules.broken("a device's name", text, "has at most " + LONGEST + " letters, as modules are named after it");
        }
        if (TAKEN.contains(text) || text.startsWith("vbus_")) {
            throw Rules.broken("a device's name", text, "is none of the bus itself (" + String.join(", ", TAKEN.stream().sorted().toList())
                    + ", vbus_...)");
        }
        if (CWords.isReserved(text)) {
            throw Rules.broken("a device's name", text, "is no word of C's own");
        }
        if (JavaWords.isReserved(text) || JavaWords.isReservedType(JavaNames.camel(text))) {
            throw Rules.broken("a device's name", text, "is no word of Java's own");
        }
    }

    /** In the names of C's constants, as {@code AIR_QUALITY}. */
    public String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** In the names of Java's classes, as {@code AirQuality}. */
    public String camel() {
        return JavaNames.camel(text);
    }

    /** With dashes, as {@code air-quality}. */
    public String dashed() {
        return text.replace('_', '-');
    }
}
