// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Rule;
import org.vbus.compat.rule.Severity;
import org.vbus.model.Origin;

/**
 * A log of SARIF 2.1.0, for code review. Rules are those that have a result, each with its page. A result stands where the newer version has the element, else
 * where the older has; the older place is a related one. What is released is there too, suppressed with its reason.
 */
public final class SarifReport {
    private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final String version;
    private final List<Rule> rules;

    /**
     * For one tool.
     *
     * @param version of the tool
     * @param rules those that ran
     */
    public SarifReport(String version, List<Rule> rules) {
        this.version = version;
        this.rules = List.copyOf(rules);
    }

    /** The whole log for one comparison, with a line feed at its end. */
    public String of(Verdict verdict) {
        return of(List.of(verdict));
    }

    /** The same with a run for each of several comparisons. */
    public String of(List<Verdict> verdicts) {
        JsonArray runs = new JsonArray();
        verdicts.forEach(verdict -> runs.add(run(verdict)));
        JsonObject log = new JsonObject();
        log.addProperty("$schema", SCHEMA);
        log.addProperty("version", "2.1.0");
        log.add("runs", runs);
        return JsonReport.GSON.toJson(log) + "\n";
    }

    private JsonObject run(Verdict verdict) {
        List<String> ids = List.copyOf(new TreeSet<>(verdict.findings().stream().map(Finding::rule).toList()));
        JsonObject run = new JsonObject();
        run.add("tool", object("driver", driver(ids)));
        JsonObject invocation = new JsonObject();
        // incompatible specs are what the tool is for
        invocation.addProperty("executionSuccessful", true);
        run.add("invocations", array(invocation));
        run.addProperty("columnKind", "unicodeCodePoints");
        JsonArray results = new JsonArray();
        verdict.findings().forEach(finding -> results.add(result(finding, ids.indexOf(finding.rule()))));
        run.add("results", results);
        JsonObject compared = new JsonObject();
        compared.addProperty("before", verdict.before());
        compared.addProperty("after", verdict.after());
        compared.addProperty("verdict", verdict.words());
        compared.add("beside", JsonReport.texts(verdict.beside()));
        run.add("properties", compared);
        return run;
    }

    private JsonObject driver(List<String> ids) {
        JsonObject driver = new JsonObject();
        driver.addProperty("name", "vbusc");
        driver.addProperty("version", version);
        JsonArray described = new JsonArray();
        ids.forEach(id -> described.add(rule(id)));
        driver.add("rules", described);
        return driver;
    }

    private JsonObject rule(String id) {
        JsonObject described = new JsonObject();
        described.addProperty("id", id);
        RulePage.of(id, rules).ifPresent(page -> {
            described.add("shortDescription", text(page.title()));
            JsonObject help = text(page.text());
            help.addProperty("markdown", page.text());
            described.add("help", help);
        });
        return described;
    }

    private static JsonObject result(Finding finding, int ruleIndex) {
        JsonObject result = new JsonObject();
        result.addProperty("ruleId", finding.rule());
        result.addProperty("ruleIndex", ruleIndex);
        result.addProperty("level", level(finding.severity()));
        result.add("message", text(finding.message() + finding.witness().map(example -> "\nexample: " + example).orElse("") + "\nhits: " + (finding.breaks().isEmpty() ? "nobody at run time" : Verdict.who(finding.breaks()))
                + "\ninstead: " + finding.remedy()));
        Optional<Origin> before = finding.before().filter(TextReport::known);
        Optional<Origin> after = finding.after().filter(TextReport::known);
        JsonObject location = after.or(() -> before).map(SarifReport::location).orElseGet(JsonObject::new);
        JsonObject logical = new JsonObject();
        logical.addProperty("fullyQualifiedName", finding.packageName() + ": " + finding.path());
        location.add("logicalLocations", array(logical));
        result.add("locations", array(location));
        if (before.isPresent() && after.isPresent()) {
            JsonObject old = location(before.get());
            old.addProperty("id", 1);
            old.add("message", text("in the older version"));
            result.add("relatedLocations", array(old));
        }
        JsonObject fingerprints = new JsonObject();
        fingerprints.addProperty("vbusCompat/v1", finding.rule() + "/" + finding.packageName() + "/" + finding.path());
        result.add("partialFingerprints", fingerprints);
        JsonArray suppressions = new JsonArray();
        finding.released().ifPresent(reason -> {
            JsonObject suppression = new JsonObject();
            suppression.addProperty("kind", "external");
            suppression.addProperty("status", "accepted");
            suppression.addProperty("justification", reason);
            suppressions.add(suppression);
        });
        // an empty list says that it was looked for
        result.add("suppressions", suppressions);
        JsonObject properties = new JsonObject();
        properties.addProperty("severity", finding.severity().word());
        properties.add("axes", JsonReport.axes(finding));
        properties.add("deployments", JsonReport.codes(finding.breaks()));
        properties.addProperty("was", finding.was());
        properties.addProperty("is", finding.is());
        result.add("properties", properties);
        return result;
    }

    static String level(Severity severity) {
        return severity.compareTo(Severity.DANGER) >= 0 ? "error" : severity.word();
    }

    private static JsonObject location(Origin origin) {
        JsonObject artifact = new JsonObject();
        artifact.addProperty("uri", uri(origin.file()));
        JsonObject region = new JsonObject();
        region.addProperty("startLine", origin.line());
        region.addProperty("startColumn", origin.column());
        region.addProperty("endLine", origin.line());
        region.addProperty("endColumn", origin.column() + origin.length());
        JsonObject physical = new JsonObject();
        physical.add("artifactLocation", artifact);
        physical.add("region", region);
        return object("physicalLocation", physical);
    }

    /** Relative paths stay relative, so that a review finds them in its own tree; both forms are escaped. */
    static String uri(String file) {
        if (file.startsWith("/")) {
            return "file://" + Path.of(file).toUri().getRawPath();
        }
        try {
            // a colon in the first part would make it a scheme
            return new URI(null, null, file.contains(":") ? "./" + file : file, null).toASCIIString();
        } catch (URISyntaxException e) {
            return Path.of(file).toUri().toString();
        }
    }

    private static JsonObject text(String text) {
        JsonObject message = new JsonObject();
        message.addProperty("text", text);
        return message;
    }

    private static JsonObject object(String name, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }

    private static JsonArray array(JsonElement only) {
        JsonArray array = new JsonArray();
        array.add(only);
        return array;
    }
}
