// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that messages are about: what stands in a line, in which function that is, and under which name the author knows the file. */
public final class Sources {
    /** The beginning of a function of C, as kernel code is written: its name is in the first column's declaration. */
    private static final Pattern FUNCTION = Pattern.compile("^[a-z][\\w \\t*]*?\\b(\\w+)\\(.*");
    private static final Pattern COPY = Pattern.compile("devices/([^/]+)/ops/(.+)");

    private final Path here;
    private final Path tree;
    private final Map<Path, List<String>> read = new HashMap<>();

    /**
     * Of a project.
     *
     * @param here its folder, from which paths are said
     * @param tree the generated one, where {@code devices/NAME/ops} are copies of {@code src/main/kernel/NAME}
     */
    public Sources(Path here, Path tree) {
        this.here = here.toAbsolutePath().normalize();
        this.tree = tree.toAbsolutePath().normalize();
    }

    /** The author's name of a file: the original of a copy, and from the project's folder on. */
    public String said(String path) {
        Path file = here.resolve(path).normalize();
        if (file.startsWith(tree)) {
            Matcher copy = COPY.matcher(tree.relativize(file).toString());
            if (copy.matches()) {
                file = here.resolve("src/main/kernel").resolve(copy.group(1)).resolve(copy.group(2));
            }
        }
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }

    /** Whether a file was generated, and is not a copy of the author's. */
    public boolean isGenerated(String path) {
        Path file = here.resolve(path).normalize();
        return file.startsWith(tree) && !COPY.matcher(tree.relativize(file).toString()).matches();
    }

    /** A line of a file, from 1 on; empty when there is none. */
    public String line(String path, int number) {
        List<String> lines = lines(path);
        return number < 1 || number > lines.size() ? "" : lines.get(number - 1);
    }

    /** The function of C that a line is in; empty outside of one. */
    public String function(String path, int number) {
        List<String> lines = lines(path);
        for (int i = Math.min(number, lines.size()) - 1; i >= 0; i--) {
            // the end of one: the line is outside
            if (lines.get(i).startsWith("}") && i < number - 1) {
                return "";
            }
            Matcher head = FUNCTION.matcher(lines.get(i));
            if (head.matches()) {
                return head.group(1);
            }
        }
        return "";
    }

    private List<String> lines(String path) {
        return read.computeIfAbsent(here.resolve(path).normalize(), file -> {
            try {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            } catch (IOException e) {
                // a message may name what is no file
                return List.of();
            }
        });
    }
}
