// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Fix;

/** Diagnostics for a program: one object, every member always there. Columns count code points from 1; the end is exclusive. */
final class JsonReport {
    static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    private JsonReport() { }

    static String of(List<Diagnostic> diagnostics) {
        JsonObject all = new JsonObject();
        all.addProperty("tool", "vbusc");
        all.addProperty("version", Main.VERSION);
        JsonArray list = new JsonArray();
        diagnostics.forEach(diagnostic -> list.add(one(diagnostic)));
        all.add("diagnostics", list);
        return GSON.toJson(all);
    }

    private static JsonObject one(Diagnostic diagnostic) {
        JsonObject one = new JsonObject();
        one.addProperty("code", diagnostic.code());
        one.addProperty("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        one.addProperty("message", diagnostic.message());
        place(one, diagnostic.origin());
        JsonArray notes = new JsonArray();
        for (Diagnostic.Note note : diagnostic.notes()) {
            JsonObject other = new JsonObject();
            other.addProperty("message", note.message());
            place(other, note.origin());
            notes.add(other);
        }
        one.add("notes", notes);
        one.add("hint", diagnostic.hint().<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE));
        one.add("fix", diagnostic.fix().<JsonElement>map(JsonReport::fix).orElse(JsonNull.INSTANCE));
        return one;
    }

    private static JsonObject fix(Fix fix) {
        JsonObject edit = new JsonObject();
        place(edit, fix.span());
        edit.addProperty("replacement", fix.replacement());
        return edit;
    }

    private static void place(JsonObject object, Origin origin) {
        object.addProperty("file", origin.file());
        object.addProperty("line", origin.line());
        object.addProperty("column", origin.column());
        object.addProperty("endColumn", origin.column() + origin.length());
    }
}
