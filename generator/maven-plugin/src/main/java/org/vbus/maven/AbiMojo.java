// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.vbus.compat.policy.Policy;
import org.vbus.compat.policy.PolicyCodec;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.model.SpecSet;

/** What the goals that compare versions share. */
abstract class AbiMojo extends CompilingMojo {
    /** The least severity that fails the build: {@code note}, {@code warning}, {@code danger} or {@code error}. */
    @Parameter(property = "vbus.failOn", defaultValue = "danger")
    private String failOn;

    /** Decisions in place of those in {@code abi/policy.json} beside the specs: releases that are served, suppressions, accepts. */
    @Parameter(property = "vbus.policy")
    private File policy;

    /** Folder of the reports: {@code vbus-abi.json}, {@code vbus-abi.sarif}, {@code TEST-vbus-abi.xml} for build servers, and a page for each comparison. */
    @Parameter(property = "vbus.reportDirectory", defaultValue = "${project.build.directory}/vbus-abi")
    private File reportDirectory;

    /**
     * Where this goal's reports go. Those of an earlier run are gone then, which nobody must take for this one's, whatever it ends with.
     *
     * @throws IOException when the disk refuses
     */
    final AbiReports reports(Path folder) throws IOException {
        AbiReports.clear(folder);
        return new AbiReports(getLog(), folder, pluginVersion(), severity());
    }

    final Path reportFolder() {
        return reportDirectory.toPath();
    }

    private Severity severity() {
        String word = failOn.trim().toLowerCase(Locale.ROOT);
        return Arrays.stream(Severity.values()).filter(one -> one.word().equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "vbus.failOn is `" + failOn + "`; there are " + Arrays.stream(Severity.values()).map(Severity::word).collect(Collectors.joining(", "))));
    }

    /**
     * The decisions that were named.
     *
     * @throws IOException when the file cannot be read
     */
    final Optional<Policy> policy() throws IOException {
        if (policy == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PolicyCodec.read(policy.toString(), Files.readString(policy.toPath())));
        } catch (MalformedInputException e) {
            throw new BadFileException(policy.toString(), "is no UTF-8 text");
        }
    }

    /**
     * Compiles, and tells what is wrong.
     *
     * @throws MojoFailureException when a spec has errors, or warnings that count as such
     */
    final SpecSet compile(Compiler compiler, List<Path> files) throws IOException, MojoFailureException {
        Report report = report();
        report.reading(files);
        Outcome outcome = compiler.check(request(files, roots()));
        report.tell(outcome.diagnostics());
        report.end(outcome.diagnostics(), isWerror());
        return outcome.specs().orElseThrow();
    }

    /** As {@code 1 finding of severity danger or worse}. */
    final String counted(long findings) {
        return findings + (findings == 1 ? " finding" : " findings") + " of severity " + severity().word() + (severity() == Severity.ERROR ? "" : " or worse");
    }

    /** Where to read about an id. */
    static String explained(String ids) {
        return "`vbusc explain " + ids + "` tells more";
    }
}
