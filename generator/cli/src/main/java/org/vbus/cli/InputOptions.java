// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vbus.compiler.Request;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that reads specs is told. */
final class InputOptions {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Spec files, or folders to search for *.vbus.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = {"-I", "--include"}, paramLabel = "DIR", description = "Look up imported packages here too. May be repeated.")
    private List<Path> includes = new ArrayList<>();

    /** The request, with the bus's own specs always within reach. */
    Request request() {
        List<Path> folders = new ArrayList<>(includes);
        String own = System.getProperty("vbus.specs");
        if (own != null) {
            folders.add(Path.of(own));
        }
        return new Request(inputs, folders);
    }
}
