// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an execution of a goal did last, in a file of its own: from which inputs, what it made, and what it warned of.
 *
 * @param inputs fingerprint of everything that the outputs hang on
 * @param outputs hashes of the files made, by paths from the base folder, {@code /} as separator
 * @param warnings lines of the log, to be said again
 */
record State(String inputs, Map<String, String> outputs, List<String> warnings) {
    private static final String HEAD = "vbus-state 1";
    private static final String INPUTS = "inputs ";
    private static final String OUTPUT = "output ";
    private static final String WARNING = "warning ";

    State {
        outputs = new TreeMap<>(outputs);
        warnings = List.copyOf(warnings);
    }

    /** The state in a file; empty when there is none, or none that can be understood. */
    static Optional<State> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.size() > 1 && lines.get(0).equals(HEAD) && lines.get(1).startsWith(INPUTS) ? Optional.of(parse(lines)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static State parse(List<String> lines) {
        Map<String, String> outputs = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            if (line.startsWith(WARNING)) {
                warnings.add(line.substring(WARNING.length()));
            } else if (line.startsWith(OUTPUT) && line.indexOf(' ', OUTPUT.length()) > 0) {
                int blank = line.indexOf(' ', OUTPUT.length());
                outputs.put(line.substring(blank + 1), line.substring(OUTPUT.length(), blank));
            }
        }
        return new State(lines.get(1).substring(INPUTS.length()), outputs, warnings);
    }

    /**
     * Writes it.
     *
     * @throws IOException when the disk refuses
     */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD, INPUTS + inputs));
        outputs.forEach((path, hash) -> lines.add(OUTPUT + hash + " " + path));
        warnings.forEach(warning -> lines.add(WARNING + warning.replace('\n', ' ')));
        Files.createDirectories(file.getParent());
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Whether it is about these inputs, and every file it made is there with the bytes it had. */
    boolean holds(String wanted, Path base) {
        return inputs.equals(wanted) && outputs.entrySet().stream().allMatch(output -> has(base.resolve(output.getKey()), output.getValue()));
    }

    private static boolean has(Path file, String hash) {
        try {
            return Files.isRegularFile(file) && Fingerprint.of(file).equals(hash);
        } catch (IOException e) {
            return false;
        }
    }
}
