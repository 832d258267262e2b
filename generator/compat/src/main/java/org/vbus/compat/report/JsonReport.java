// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.compat.matrix.Cell;
import org.vbus.compat.matrix.Matrix;
import org.vbus.compat.rule.Axis;
import org.vbus.compat.rule.Deployment;
import org.vbus.compat.rule.Finding;
import org.vbus.compat.rule.Severity;
import org.vbus.model.Origin;

/**
 * For programs. The schema; a member that is listed is always there, and {@code null} where there is nothing to say:
 *
 * <pre>
 * { "format": "vbus-compat", "formatVersion": 1,       raised when a member changes its meaning or goes; new members may come without
 *   "before": LABEL, "after": LABEL,                   releases or paths
 *   "verdict": "compatible" | "warnings" | "breaks",
 *   "summary": TEXT,                                   the verdict in words
 *   "breaks": [DEPLOYMENT],                            who is hit by findings of danger and error that count
 *   "counts": { "error": N, "danger": N, "warning": N, "note": N, "released": N },
 *   "beside": [TEXT],                                what else was compared than specs, or could not be
 *   "findings": [ {                                    the worst first, released ones last
 *       "rule": ID, "severity": "note" | "warning" | "danger" | "error",
 *       "released": REASON | null,                     why it does not count
 *       "axes": { "wire": EFFECT, "source": EFFECT, "behaviour": EFFECT },   "safe" | "risk" | "break"
 *       "deployments": [DEPLOYMENT],                   who is hit
 *       "package": NAME, "path": TEXT,                 of the element
 *       "before": PLACE | null, "after": PLACE | null, null where the version has not got it
 *       "was": TEXT, "is": TEXT,                       both values; empty where it is not one value
 *       "message": TEXT, "remedy": TEXT,
 *       "example": TEXT | null } ],                    bytes that one writes and the other one reads
 *   "matrix": {
 *       "releases": [LABEL],                           the oldest first
 *       "cells": [ { "driver": LABEL, "device": LABEL, "subject": TEXT,
 *                    "feature": NAME | null,           null for the base
 *                    "negotiated": [NAME],
 *                    "outcome": "works" | "degraded" | "refuses" | "corrupts",
 *                    "reason": TEXT } ] } }
 *
 * PLACE      { "file": PATH, "line": N, "column": N, "length": N }   from 1; characters
 * DEPLOYMENT "ND" new driver on old device | "OD" old driver on new device | "MG" running guest moved to a new host
 * </pre>
 *
 * Numbers of a spec are texts, so that no reader rounds 64 bits; only counts and places are numbers.
 */
public final class JsonReport {
    static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    /** The whole report, with a line feed at its end. */
    public String of(Verdict verdict) {
        JsonObject root = new JsonObject();
        root.addProperty("format", "vbus-compat");
        root.addProperty("formatVersion", 1);
        root.addProperty("before", verdict.before());
        root.addProperty("after", verdict.after());
        root.addProperty("verdict", verdict.grade().name().toLowerCase(Locale.ROOT));
        root.addProperty("summary", verdict.words());
        root.add("breaks", codes(verdict.broken()));
        JsonObject counts = new JsonObject();
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            counts.addProperty(Severity.values()[i].word(), verdict.count(Severity.values()[i]));
        }
        counts.addProperty("released", verdict.released().size());
        root.add("counts", counts);
        root.add("beside", texts(verdict.beside()));
        JsonArray findings = new JsonArray();
        verdict.findings().forEach(finding -> findings.add(of(finding)));
        root.add("findings", findings);
        root.add("matrix", matrix(verdict.matrix()));
        return GSON.toJson(root) + "\n";
    }

    private static JsonObject of(Finding finding) {
        JsonObject object = new JsonObject();
        object.addProperty("rule", finding.rule());
        object.addProperty("severity", finding.severity().word());
        object.addProperty("released", finding.released().orElse(null));
        object.add("axes", axes(finding));
        object.add("deployments", codes(finding.breaks()));
        object.addProperty("package", finding.packageName());
        object.addProperty("path", finding.path());
        object.add("before", place(finding.before()));
        object.add("after", place(finding.after()));
        object.addProperty("was", finding.was());
        object.addProperty("is", finding.is());
        object.addProperty("message", finding.message());
        object.addProperty("remedy", finding.remedy());
        object.addProperty("example", finding.witness().orElse(null));
        return object;
    }

    static JsonObject axes(Finding finding) {
        JsonObject axes = new JsonObject();
        for (Axis axis : Axis.values()) {
            axes.addProperty(axis.word(), finding.on(axis).name().toLowerCase(Locale.ROOT));
        }
        return axes;
    }

    static JsonArray codes(Iterable<Deployment> deployments) {
        JsonArray codes = new JsonArray();
        deployments.forEach(deployment -> codes.add(deployment.code()));
        return codes;
    }

    private static JsonElement place(Optional<Origin> origin) {
        if (origin.filter(TextReport::known).isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject place = new JsonObject();
        place.addProperty("file", origin.get().file());
        place.addProperty("line", origin.get().line());
        place.addProperty("column", origin.get().column());
        place.addProperty("length", origin.get().length());
        return place;
    }

    static JsonObject matrix(Matrix of) {
        JsonObject matrix = new JsonObject();
        matrix.add("releases", texts(of.releases()));
        JsonArray cells = new JsonArray();
        for (Cell cell : of.cells()) {
            JsonObject object = new JsonObject();
            object.addProperty("driver", cell.driver());
            object.addProperty("device", cell.device());
            object.addProperty("subject", cell.subject());
            object.addProperty("feature", cell.feature().orElse(null));
            object.add("negotiated", texts(cell.negotiated()));
            object.addProperty("outcome", cell.outcome().word());
            object.addProperty("reason", cell.reason());
            cells.add(object);
        }
        matrix.add("cells", cells);
        return matrix;
    }

    static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
