// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.place;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the line of the spec under what gcc, sparse and javac say, and the author's name of a file for that of its copy. */
public final class Pointer {
    /** Of gcc and sparse: place with a column; of javac: without. */
    private static final Pattern MESSAGE = Pattern.compile("(\\S+?\\.(?:c|h|java)):(\\d+):(\\d+:)? (?:fatal )?(error|warning|note): (.*)");
    private static final Pattern PLACE = Pattern.compile("(In file included from |\\s+from )?(\\S+\\.(?:c|h|java))(:[\\d:]*.*)", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("[‘'`]([^’'`]+)[’']");

    private static final String MEMBER = "(near initialization";

    private final GeneratedNames names;
    private final Sources sources;

    /** By the names of specs, for messages about these files. */
    public Pointer(GeneratedNames names, Sources sources) {
        this.names = names;
        this.sources = sources;
    }

    /**
     * What is to be shown for a line.
     *
     * @return the line with the author's names of files; beneath it, where it is an error or a warning, the spec's line if one is meant
     */
    public String point(String line) {
        Matcher message = MESSAGE.matcher(line);
        // gcc says only beneath an error which member of the operations it is
        if (!message.matches() || message.group(4).equals("note") && !message.group(5).startsWith(MEMBER)) {
            return renamed(line);
        }
        Optional<Named> named = find(message.group(1), Integer.parseInt(message.group(2)), message.group(5));
        return renamed(line) + named.map(found -> System.lineSeparator() + sources.said(found.origin().file()) + ":" + found.origin().line() + ":"
                + found.origin().column() + ": note: that is " + found.title()).orElse("");
    }

    private String renamed(String line) {
        Matcher place = PLACE.matcher(line);
        if (!place.matches()) {
            return line;
        }
        return (place.group(1) == null ? "" : place.group(1)) + sources.said(place.group(2)) + place.group(3);
    }

    private Optional<Named> find(String file, int line, String text) {
        boolean java = file.endsWith(".java");
        boolean generated = sources.isGenerated(file);
        // what the message itself names, then what stands there, then the function around it
        Optional<Named> found = quoted(text).or(() -> java ? names.inJava(text) : Optional.empty())
                .or(() -> java ? names.inJava(sources.line(file, line)) : generated ? names.in(sources.line(file, line)) : Optional.empty())
                .filter(Named::precise).or(() -> java ? Optional.empty() : names.in(sources.function(file, line)));
        // that a whole device is meant says nothing about a line of the author's
        return generated ? found.or(() -> names.in(stem(file))) : found.filter(Named::precise);
    }

    private Optional<Named> quoted(String text) {
        StringBuilder all = new StringBuilder();
        for (Matcher word = QUOTED.matcher(text); word.find();) {
            all.append(word.group(1)).append(' ');
        }
        return names.in(all.toString());
    }

    private static String stem(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }
}
