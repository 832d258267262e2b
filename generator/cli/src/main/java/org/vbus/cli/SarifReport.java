// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.vbus.compiler.explain.Page;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Fix;
import org.vbus.model.diag.Rule;
import org.vbus.model.diag.Severity;

/** Diagnostics as a log of SARIF 2.1.0. The rules are those that have a result, each with its page. */
final class SarifReport {
    private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final Rulebook rules;

    SarifReport(Rulebook rules) {
        this.rules = rules;
    }

    String of(List<Diagnostic> diagnostics, int exitCode) {
        List<String> codes = List.copyOf(new TreeSet<>(diagnostics.stream().map(Diagnostic::code).toList()));
        JsonObject log = new JsonObject();
        log.addProperty("$schema", SCHEMA);
        log.addProperty("version", "2.1.0");
        JsonObject run = new JsonObject();
        run.add("tool", object("driver", driver(codes)));
        JsonObject invocation = new JsonObject();
        // errors in the input are what the tool is for
        invocation.addProperty("executionSuccessful", true);
        invocation.addProperty("exitCode", exitCode);
        run.add("invocations", array(invocation));
        run.addProperty("columnKind", "unicodeCodePoints");
        JsonArray results = new JsonArray();
        diagnostics.forEach(diagnostic -> results.add(result(diagnostic, codes.indexOf(diagnostic.code()))));
        run.add("results", results);
        log.add("runs", array(run));
        return JsonReport.GSON.toJson(log);
    }

    private JsonObject driver(List<String> codes) {
        JsonObject driver = new JsonObject();
        driver.addProperty("name", "vbusc");
        driver.addProperty("version", Main.VERSION);
        driver.addProperty("semanticVersion", Main.VERSION);
        JsonArray described = new JsonArray();
        codes.forEach(code -> described.add(rule(code)));
        driver.add("rules", described);
        return driver;
    }

    private JsonObject rule(String code) {
        JsonObject described = new JsonObject();
        described.addProperty("id", code);
        Optional<Rule> rule = rules.find(code);
        Optional<Page> page = rule.flatMap(Rulebook::page);
        page.ifPresent(found -> {
            described.add("shortDescription", text(found.title()));
            described.add("fullDescription", text(found.text()));
            described.add("help", text(PageText.of(found)));
        });
        rule.ifPresent(found -> {
            JsonObject level = new JsonObject();
            level.addProperty("level", level(found.severity()));
            described.add("defaultConfiguration", level);
        });
        return described;
    }

    private static JsonObject result(Diagnostic diagnostic, int ruleIndex) {
        JsonObject result = new JsonObject();
        result.addProperty("ruleId", diagnostic.code());
        result.addProperty("ruleIndex", ruleIndex);
        result.addProperty("level", level(diagnostic.severity()));
        result.add("message", text(diagnostic.message() + diagnostic.hint().map(hint -> "\nhint: " + hint).orElse("")));
        result.add("locations", array(location(diagnostic.origin())));
        if (!diagnostic.notes().isEmpty()) {
            JsonArray related = new JsonArray();
            for (Diagnostic.Note note : diagnostic.notes()) {
                JsonObject place = location(note.origin());
                place.add("message", text(note.message()));
                related.add(place);
            }
            result.add("relatedLocations", related);
        }
        diagnostic.fix().ifPresent(fix -> result.add("fixes", array(fix(fix, diagnostic.hint()))));
        return result;
    }

    private static JsonObject fix(Fix fix, Optional<String> hint) {
        JsonObject replacement = new JsonObject();
        replacement.add("deletedRegion", region(fix.span()));
        replacement.add("insertedContent", text(fix.replacement()));
        JsonObject change = new JsonObject();
        change.add("artifactLocation", artifact(fix.span()));
        change.add("replacements", array(replacement));
        JsonObject edit = new JsonObject();
        edit.add("description", text(hint.orElse("apply the edit")));
        edit.add("artifactChanges", array(change));
        return edit;
    }

    private static JsonObject location(Origin origin) {
        JsonObject physical = new JsonObject();
        physical.add("artifactLocation", artifact(origin));
        physical.add("region", region(origin));
        return object("physicalLocation", physical);
    }

    private static JsonObject artifact(Origin origin) {
        JsonObject artifact = new JsonObject();
        artifact.addProperty("uri", uri(origin.file()));
        return artifact;
    }

    /** Relative paths stay relative; both forms are escaped. What is in a jar has a jar's address, which is always whole. */
    static String uri(String file) {
        int inJar = file.indexOf("!/");
        if (inJar > 0 && Files.isRegularFile(Path.of(file.substring(0, inJar)))) {
            return "jar:" + Path.of(file.substring(0, inJar)).toAbsolutePath().normalize().toUri() + uri(file.substring(inJar + 1)).replace("file://", "!");
        }
        if (file.startsWith("/")) {
            return "file://" + Path.of(file).toUri().getRawPath();
        }
        try {
            // a colon in the first part would make it a scheme
            String path = file.contains(":") ? "./" + file : file;
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            return Path.of(file).toUri().toString();
        }
    }

    private static JsonObject region(Origin origin) {
        JsonObject region = new JsonObject();
        region.addProperty("startLine", origin.line());
        region.addProperty("startColumn", origin.column());
        region.addProperty("endLine", origin.line());
        region.addProperty("endColumn", origin.column() + origin.length());
        return region;
    }

    private static String level(Severity severity) {
        return severity.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static JsonObject text(String text) {
        JsonObject message = new JsonObject();
        message.addProperty("text", text);
        return message;
    }

    private static JsonObject object(String name, JsonObject value) {
        JsonObject object = new JsonObject();
        object.add(name, value);
        return object;
    }

    private static JsonArray array(JsonObject only) {
        JsonArray array = new JsonArray();
        array.add(only);
        return array;
    }
}
