// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vbus.compiler.BusSpecs;
import org.vbus.compiler.Request;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that reads specs is told. */
final class InputOptions {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Spec files, or folders to search for *.vbus.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = {"-I", "--include"}, paramLabel = "DIR|JAR", description = "Look up imported packages here too. May be repeated.")
    private List<Path> includes = new ArrayList<>();

    /**
     * The request, with the bus's own specs always within reach.
     *
     * @throws NoSuchFileException when a named file or folder is not there
     */
    Request request() throws NoSuchFileException {
        for (Path path : inputs) {
            if (Files.notExists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        return new Request(inputs, withOwn(includes));
    }

    /** These folders, and that of the bus's own specs. */
    static List<Path> withOwn(List<Path> includes) {
        List<Path> folders = new ArrayList<>(includes);
        String home = System.getProperty("vbus.home");
        // in a checkout the files that messages name can be edited
        folders.add(home != null ? Path.of(home, "abi-specs") : BusSpecs.root());
        return folders;
    }
}
