// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Collectors;
import org.vbus.compat.matrix.Matrix;
import org.vbus.compat.rule.Severity;
import org.vbus.compat.rules.Rules;

/** All kinds of reports over the rules that there are, for one comparison or for several with the same newer version. */
public final class Reports {
    private final String version;
    private final Severity least;

    /**
     * For one tool.
     *
     * @param version of it
     * @param least the least severity that fails
     */
    public Reports(String version, Severity least) {
        this.version = version;
        this.least = least;
    }

    /** For people, one after the other. */
    public String text(List<Verdict> verdicts) {
        return verdicts.stream().map(new TextReport()::of).collect(Collectors.joining("\n"));
    }

    /** One object; an array of them unless there is exactly one. */
    public String json(List<Verdict> verdicts) {
        if (verdicts.size() == 1) {
            return new JsonReport().of(verdicts.get(0));
        }
        JsonArray all = new JsonArray();
        verdicts.forEach(verdict -> all.add(JsonParser.parseString(new JsonReport().of(verdict))));
        return JsonReport.GSON.toJson(all) + "\n";
    }

    /** One log with a run for each comparison. */
    public String sarif(List<Verdict> verdicts) {
        return new SarifReport(version, Rules.all()).of(verdicts);
    }

    /** A suite for each comparison. */
    public String junit(List<Verdict> verdicts) {
        return new JunitReport(Rules.all(), least).of(verdicts);
    }

    /**
     * A page, which shows one comparison.
     *
     * @throws IllegalArgumentException when there are several
     */
    public String html(List<Verdict> verdicts) {
        if (verdicts.size() != 1) {
            throw new IllegalArgumentException("a page shows one comparison, and these are " + verdicts.size() + "; `vbusc diff` makes one for each");
        }
        return new HtmlReport().of(verdicts.get(0));
    }

    /** Deployment matrices for people. */
    public String matrixText(List<Matrix> matrices) {
        return matrices.stream().map(new MatrixText()::of).collect(Collectors.joining());
    }

    /** Deployment matrices for programs: an array of what {@link JsonReport} has as {@code matrix}. */
    public String matrixJson(List<Matrix> matrices) {
        JsonArray all = new JsonArray();
        matrices.forEach(matrix -> all.add(JsonReport.matrix(matrix)));
        return JsonReport.GSON.toJson(all) + "\n";
    }
}
