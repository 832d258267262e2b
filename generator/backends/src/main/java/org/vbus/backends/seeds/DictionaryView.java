// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.seeds;

import java.util.List;

/**
 * What {@code dictionary.stg} speaks of.
 *
 * @param banner in one line
 */
record DictionaryView(String banner, List<Word> words) {
    /**
     * A word.
     *
     * @param name for people
     * @param text bytes as libFuzzer reads them, in quotes
     */
    record Word(String name, String text) { }
}
