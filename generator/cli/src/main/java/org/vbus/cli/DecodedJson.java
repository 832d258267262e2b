// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.vbus.compiler.decode.Decoded;

/** Decoded bytes as one JSON document. Numbers beyond what every reader of JSON holds exactly are strings. */
final class DecodedJson {
    private static final int EXACT_BITS = 53;

    private DecodedJson() { }

    /** Writes it as it goes; the writer stays open. */
    static void write(List<Decoded> all, PrintWriter out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.setIndent("  ");
        json.beginObject().name("records").beginArray();
        for (Decoded one : all) {
            write(one, json);
        }
        json.endArray().name("problems").value(all.stream().mapToLong(Decoded::problemCount).sum()).endObject();
        json.flush();
        out.println();
    }

    private static void write(Decoded one, JsonWriter json) throws IOException {
        json.beginObject().name("name").value(one.name());
        if (!one.type().isEmpty()) {
            json.name("type").value(one.type());
        }
        json.name("offset").value(one.offset()).name("size").value(one.size());
        if (one.number().isPresent()) {
            json.name("value");
            if (one.number().get().bitLength() < EXACT_BITS) {
                json.value(one.number().get().longValue());
            } else {
                json.value(one.number().get().toString());
            }
        }
        if (!one.text().isEmpty()) {
            json.name("text").value(one.text());
        }
        if (!one.children().isEmpty()) {
            json.name("members").beginArray();
            for (Decoded child : one.children()) {
                write(child, json);
            }
            json.endArray();
        }
        if (!one.problems().isEmpty()) {
            json.name("problems").beginArray();
            for (String problem : one.problems()) {
                json.value(problem);
            }
            json.endArray();
        }
        json.endObject();
    }
}
