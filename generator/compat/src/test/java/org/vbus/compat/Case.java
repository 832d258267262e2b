// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fixture: two texts of a spec, and what is found going from the first to the second and back. A file has the parts {@code == old},
 * {@code == new}, {@code == finds} and {@code == back}; before the first stands what it shows. A line of a finding is
 * {@code ID SEVERITY DEPLOYMENTS PATH}, with deployments as {@code ND,OD} or {@code -}, and `released` behind the severity where something releases it.
 *
 * @param finds all findings of the rule that the fixture is for, and of others those that a line begins with {@code +}
 */
public record Case(String rule, String name, String old, String now, List<String> finds, List<String> back) {
    static Case read(Path file) {
        try {
            Map<String, StringBuilder> parts = new LinkedHashMap<>();
            StringBuilder at = new StringBuilder();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("== ")) {
                    at = new StringBuilder();
                    parts.put(line.substring(3), at);
                } else {
                    at.append(line).append('\n');
                }
            }
            return new Case(file.getParent().getFileName().toString(), file.getFileName().toString().replace(".case", ""),
                    part(parts, "old"), part(parts, "new"), lines(part(parts, "finds")), lines(part(parts, "back")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static String part(Map<String, StringBuilder> parts, String name) {
        if (!parts.containsKey(name)) {
            throw new IllegalArgumentException("has no part `== " + name + "`");
        }
        return parts.get(name).toString();
    }

    private static List<String> lines(String part) {
        List<String> lines = new ArrayList<>(part.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
        lines.sort(null);
        return lines;
    }

    @Override
    public String toString() {
        return rule + "/" + name;
    }
}
