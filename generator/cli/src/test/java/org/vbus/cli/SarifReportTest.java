// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Request;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.model.diag.Diagnostic;

/** What the schema of SARIF 2.1.0 demands of the objects that are written, on every wrong spec that the language is tested with. */
class SarifReportTest {
    private static final Path FIXTURES = Path.of("../../dsl/lang/src/test/resources");

    @Test
    void logsOfAllFixturesKeepTheSchema() throws IOException {
        SarifReport report = new SarifReport(Rulebook.installed());
        Compiler compiler = new Compiler();
        int results = 0;
        int fixes = 0;
        try (Stream<Path> files = Files.list(FIXTURES.resolve("wrong"))) {
            for (Path file : files.sorted().toList()) {
                List<Diagnostic> found = compiler.check(new Request(List.of(file), List.of(FIXTURES.resolve("include")))).diagnostics();
                JsonArray written = log(report.of(found, 1));
                assertThat(written).hasSameSizeAs(found);
                results += written.size();
                for (JsonElement result : written) {
                    fixes += result.getAsJsonObject().has("fixes") ? 1 : 0;
                }
            }
        }
        assertThat(results).isGreaterThan(140);
        assertThat(fixes).isGreaterThan(40);
    }

    @Test
    void nothingFoundIsAnEmptyListAndNotNone() {
        assertThat(log(new SarifReport(Rulebook.installed()).of(List.of(), 0))).isEmpty();
    }

    @Test
    void namesOfFilesBecomeUris() {
        assertThat(SarifReport.uri("a b/c%.vbus")).isEqualTo("a%20b/c%25.vbus");
        assertThat(SarifReport.uri("a:b.vbus")).isEqualTo("./a:b.vbus");
        assertThat(SarifReport.uri("/x y/\u00fc.vbus")).startsWith("file:///x%20y/").doesNotContain("\u00fc");
    }

    /** Checks a log; its results. */
    private static JsonArray log(String text) {
        JsonObject log = JsonParser.parseString(text).getAsJsonObject();
        assertThat(log.get("version").getAsString()).isEqualTo("2.1.0");
        assertThat(URI.create(log.get("$schema").getAsString()).isAbsolute()).isTrue();
        JsonArray runs = log.getAsJsonArray("runs");
        assertThat(runs).hasSize(1);
        JsonObject run = runs.get(0).getAsJsonObject();
        assertThat(run.get("columnKind").getAsString()).isIn("utf16CodeUnits", "unicodeCodePoints");
        run.getAsJsonArray("invocations").forEach(one -> assertThat(one.getAsJsonObject().get("executionSuccessful").getAsBoolean()).isTrue());
        JsonObject driver = run.getAsJsonObject("tool").getAsJsonObject("driver");
        assertThat(driver.get("name").getAsString()).isNotEmpty();
        JsonArray rules = driver.getAsJsonArray("rules");
        Set<String> ids = new HashSet<>();
        for (JsonElement one : rules) {
            JsonObject rule = one.getAsJsonObject();
            assertThat(ids.add(rule.get("id").getAsString())).isTrue();
            for (String description : List.of("shortDescription", "fullDescription", "help")) {
                assertThat(rule.getAsJsonObject(description).get("text").getAsString()).as(description).isNotEmpty();
            }
            assertThat(rule.getAsJsonObject("defaultConfiguration").get("level").getAsString()).isIn("none", "note", "warning", "error");
        }
        JsonArray results = run.getAsJsonArray("results");
        results.forEach(result -> result(result.getAsJsonObject(), rules));
        return results;
    }

    private static void result(JsonObject result, JsonArray rules) {
        int index = result.get("ruleIndex").getAsInt();
        assertThat(index).isBetween(0, rules.size() - 1);
        assertThat(rules.get(index).getAsJsonObject().get("id")).isEqualTo(result.get("ruleId"));
        assertThat(result.get("level").getAsString()).isIn("none", "note", "warning", "error");
        assertThat(result.getAsJsonObject("message").get("text").getAsString()).isNotEmpty();
        assertThat(result.getAsJsonArray("locations")).hasSize(1);
        result.getAsJsonArray("locations").forEach(SarifReportTest::location);
        if (result.has("relatedLocations")) {
            result.getAsJsonArray("relatedLocations").forEach(related -> {
                location(related);
                assertThat(related.getAsJsonObject().getAsJsonObject("message").get("text").getAsString()).isNotEmpty();
            });
        }
        if (result.has("fixes")) {
            for (JsonElement fix : result.getAsJsonArray("fixes")) {
                JsonArray changes = fix.getAsJsonObject().getAsJsonArray("artifactChanges");
                assertThat(changes).isNotEmpty();
                for (JsonElement change : changes) {
                    artifact(change.getAsJsonObject());
                    JsonArray replacements = change.getAsJsonObject().getAsJsonArray("replacements");
                    assertThat(replacements).isNotEmpty();
                    replacements.forEach(one -> region(one.getAsJsonObject().getAsJsonObject("deletedRegion"), 0));
                }
            }
        }
    }

    private static void location(JsonElement location) {
        JsonObject physical = location.getAsJsonObject().getAsJsonObject("physicalLocation");
        artifact(physical);
        region(physical.getAsJsonObject("region"), 1);
    }

    private static void artifact(JsonObject of) {
        assertThat(URI.create(of.getAsJsonObject("artifactLocation").get("uri").getAsString()).getPath()).endsWith(".vbus");
    }

    private static void region(JsonObject region, int least) {
        assertThat(region.get("startLine").getAsInt()).isPositive();
        assertThat(region.get("endLine").getAsInt()).isEqualTo(region.get("startLine").getAsInt());
        assertThat(region.get("startColumn").getAsInt()).isPositive();
        assertThat(region.get("endColumn").getAsInt()).isGreaterThanOrEqualTo(region.get("startColumn").getAsInt() + least);
    }
}
