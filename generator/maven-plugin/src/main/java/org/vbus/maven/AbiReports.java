// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.vbus.compat.report.Reports;
import org.vbus.compat.report.Verdict;
import org.vbus.compat.rule.Severity;
import org.vbus.compiler.abi.Judged;

/**
 * What comparisons came to: text in the log, and files for people and machines, {@code vbus-abi.json}, {@code vbus-abi.sarif}, {@code TEST-vbus-abi.xml} and a
 * page for each comparison, {@code PACKAGE-RELEASE.html}.
 */
final class AbiReports {
    private final Log log;
    private final Path folder;
    private final Reports reports;
    private final Severity failOn;
    private final List<Verdict> verdicts = new ArrayList<>();

    AbiReports(Log log, Path folder, String version, Severity failOn) {
        this.log = log;
        this.folder = folder;
        this.reports = new Reports(version, failOn);
        this.failOn = failOn;
    }

    /**
     * Deletes those of an earlier run.
     *
     * @throws IOException when the disk refuses
     */
    static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{html,json,sarif,xml}")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Tells comparisons, those with findings in full.
     *
     * @param after what the newer version is called
     */
    void tell(List<Judged> comparisons, String after) {
        for (Judged judged : comparisons) {
            Verdict verdict = judged.verdict(after);
            verdicts.add(verdict);
            boolean fails = fails(verdict) > 0;
            for (String line : reports.text(List.of(verdict)).split("\n")) {
                if (fails) {
                    log.error(line);
                } else if (verdict.grade() != Verdict.Grade.COMPATIBLE) {
                    log.warn(line);
                } else {
                    log.info(line);
                }
            }
        }
    }

    /**
     * Writes the files, when there was a comparison.
     *
     * @throws IOException when the disk refuses
     */
    void write() throws IOException {
        if (verdicts.isEmpty()) {
            return;
        }
        Files.createDirectories(folder);
        write("vbus-abi.json", reports.json(verdicts));
        write("vbus-abi.sarif", reports.sarif(verdicts));
        write("TEST-vbus-abi.xml", reports.junit(verdicts));
        for (Verdict verdict : verdicts) {
            write((verdict.after() + "-" + verdict.before()).replaceAll("[^A-Za-z0-9._-]+", "_") + ".html", reports.html(List.of(verdict)));
        }
        log.info("vbus: reports are in " + folder);
    }

    private void write(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many findings fail the build. */
    long failing() {
        return verdicts.stream().mapToLong(this::fails).sum();
    }

    private long fails(Verdict verdict) {
        return verdict.findings().stream().filter(finding -> finding.counts(failOn)).count();
    }
}
