// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.java;

import java.util.List;

/**
 * A file with masks of bits: of flags, or of features.
 *
 * @param type {@code int} or {@code long}
 * @param group number of the group of features on the wire; empty for flags
 * @param others parameters for the words of other groups that the rules mention
 * @param rules what a feature requires
 */
record MasksView(String banner, String packageName, List<String> doc, String name, String type, List<String> group, List<Mask> masks,
                 List<String> others, List<Rule> rules) {

    /** One bit. */
    record Mask(List<String> doc, String name, int bit) { }

    /**
     * A requirement.
     *
     * @param met Java condition over {@code bits}
     * @param text Java string
     */
    record Rule(String mask, String met, String text) { }
}
