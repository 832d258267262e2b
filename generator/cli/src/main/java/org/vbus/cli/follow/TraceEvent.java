// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.follow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code trace_pipe}, behind the name of its module.
 *
 * @param module as {@code sensor_driver}
 * @param time in seconds
 * @param name of the event, as {@code sensor_call}
 * @param text what the event says of itself
 */
record TraceEvent(String module, double time, String name, String text) {
    private static final Pattern LINE = Pattern.compile("@(\\w+)\\s.*?\\s(\\d+\\.\\d+): (\\w+): (.*)");

    /** The event of a line as {@code @MODULE LINE}, if it is one. */
    static Optional<TraceEvent> of(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() ? Optional.of(new TraceEvent(parts.group(1), Double.parseDouble(parts.group(2)), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    /** The word after {@code key=}, else nothing. */
    Optional<String> value(String key) {
        Matcher found = Pattern.compile("\\b" + key + "=(\\S+)").matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Which device it is of: the first word. */
    String device() {
        return word(0);
    }

    /** A word of its text, from 0 on; empty when there are not so many. */
    String word(int index) {
        String[] words = text.split(" ");
        return index < words.length ? words[index] : "";
    }
}
