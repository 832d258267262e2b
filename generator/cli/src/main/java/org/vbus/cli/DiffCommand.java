// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.vbus.compat.abi.Abi;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.policy.PolicyCodec;
import org.vbus.compiler.Compiler;
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

    @Override
    public Integer call() throws Exception {
        Compiler compiler = EarlyCompiler.take();
        List<Version> versions = new ArrayList<>();
        for (String written : List.of(before, after)) {
            Version version = Version.read(written, path -> compiler.check(new Request(List.of(path), InputOptions.withOwn(includes))));
            if (version.abi().isEmpty()) {
                new TextReport(command.commandLine().getErr(), Main.style(command.commandLine())).print(version.diagnostics());
                return ExitStatus.FINDINGS;
            }
            versions.add(version);
        }
        Policy decided = policy == null ? versions.get(1).policy() : PolicyCodec.read(policy.toString(), Files.readString(policy));
        List<Abi> both = Version.aligned(versions.get(0).abi().orElseThrow(), versions.get(1).abi().orElseThrow());
        Judged judged = Judged.of(before, both.get(0), both.get(1), decided, Freezer.today());
        return verdict.write(List.of(judged.verdict(after)), command.commandLine().getOut());
    }
}
