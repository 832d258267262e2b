// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.policy.PolicyCodec;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.compiler.abi.Freezer;
import org.vbus.compiler.abi.Judged;
import org.vbus.compiler.abi.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vbusc diff}. */
@Command(name = "diff", mixinStandardHelpOptions = true, description = "Says what changed from one version of an ABI to another, and whom it breaks.",
        footer = {"", "A version is a spec, a folder of specs, a frozen release (abi/1.0.json), a folder of frozen releases or a jar that carries some (the latest),",
            "or one of these with @RELEASE behind it: venet@1.0 is release 1.0 of the spec in venet."})
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD", description = "The older version.")
    private String before;

    @Parameters(index = "1", paramLabel = "NEW", description = "The newer version.")
    private String after;

    @Option(names = {"-I", "--include"}, paramLabel = "DIR|JAR", description = "Look up imported packages here too. May be repeated.")
    private List<Path> includes = new ArrayList<>();

    @Option(names = "--policy", paramLabel = "FILE", description = "Suppressions and accepts; else those beside the newer version.")
    private Path policy;

    @Mixin
    private VerdictOptions verdict;

    @Spec
    private CommandSpec command;

    private Compiler compiler;

    /** Whether a command line compares two frozen releases. It may say no of one that does: a compiler is then made for nothing. */
    static boolean needsNoCompiler(String... arguments) {
        return arguments[0].equals("diff") && Arrays.stream(arguments).filter(argument -> argument.endsWith(".json")).count() > 1;
    }

    @Override
    public Integer call() throws Exception {
        try {
            return compare();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private int compare() throws IOException {
        // a frozen release of a large package takes as long to read as all the rest
        CompletableFuture<Version> early = CompletableFuture.supplyAsync(() -> read(before));
        Version newer = read(after);
        List<Version> versions = List.of(joined(early), newer);
        for (Version version : versions) {
            if (version.abi().isEmpty()) {
                new TextReport(command.commandLine().getErr(), Main.style(command.commandLine())).print(version.diagnostics());
                return ExitStatus.FINDINGS;
            }
        }
        Policy decided = policy == null ? versions.get(1).policy() : PolicyCodec.read(policy.toString(), Files.readString(policy));
        List<Abi> both = Version.aligned(versions.get(0).abi().orElseThrow(), versions.get(1).abi().orElseThrow());
        Judged judged = Judged.of(before, both.get(0), both.get(1), decided, Freezer.today());
        return verdict.write(List.of(judged.verdict(after)), command.commandLine().getOut());
    }

    private Version read(String written) {
        try {
            return Version.read(written, this::compile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One compiler for both, one after the other. */
    private synchronized Outcome compile(Path path) {
        if (compiler == null) {
            compiler = EarlyCompiler.take();
        }
        return compiler.check(new Request(List.of(path), InputOptions.withOwn(includes)));
    }

    private static Version joined(CompletableFuture<Version> early) {
        try {
            return early.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
