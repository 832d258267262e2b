// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.project;

import org.vbus.targets.c.CWords;
import org.vbus.targets.java.JavaWords;

/**
 * The package of a spec, which is that of its Java classes and the folder of its header.
 *
 * @param text as {@code acme.air}
 */
public record PackageName(String text) {
    private static final String WHAT = "a package";

    /** @throws IllegalArgumentException which names the rule that the package breaks */
    public PackageName {
        String[] words = text.split("\\.", -1);
        if (words.length < 2) {
            throw Rules.broken(WHAT, text, "has two words or more, as acme.air: the first is who makes it");
        }
        for (String word : words) {
            Rules.word("each word of " + WHAT, word);
            if (CWords.isReserved(word) || JavaWords.isReserved(word)) {
                throw Rules.broken(WHAT, text, "has no word of C's or Java's own, as `" + word + "`");
            }
        }
        if (words[0].equals("linux") || words[0].equals("java") || text.startsWith("org.vbus")) {
            throw Rules.broken(WHAT, text, "does not begin with linux, java or org.vbus, which have owners");
        }
    }

    /** As a path. */
    public String path() {
        return text.replace('.', '/');
    }

    /** What drivers match a device of this package by: the package and the name, the latter once. */
    public String type(DeviceName device) {
        String own = text.replace('.', '-').replace('_', '-');
        return own.endsWith("-" + device.dashed()) ? own : own + "-" + device.dashed();
    }
}
