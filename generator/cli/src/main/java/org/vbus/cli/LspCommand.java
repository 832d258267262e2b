// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vbus.lsp.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vbusc lsp}. */
@Command(name = "lsp", mixinStandardHelpOptions = true,
        description = "The language server, for editors: speaks the Language Server Protocol on standard input and output. docs/editors.md says how editors start it.")
final class LspCommand implements Callable<Integer> {
    @Option(names = {"-I", "--include"}, paramLabel = "DIR|JAR", description = "Look up imported packages here first. May be repeated.")
    private List<Path> includes = new ArrayList<>();

    @Option(names = "--stdio", description = "Standard input and output, which is what there is anyway; some editors say it.")
    private boolean stdio;

    @Override
    public Integer call() throws InterruptedException {
        // whatever else prints must not get between the messages
        System.setOut(System.err);
        return Server.run(new BufferedInputStream(new FileInputStream(FileDescriptor.in)), new FileOutputStream(FileDescriptor.out), System.err, Main.VERSION, includes,
                InputOptions.withOwn(List.of()), System.getenv("VBUSC_DEBUG") != null);
    }
}
