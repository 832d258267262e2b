// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.policy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vbus.compat.snapshot.BadFileException;
import org.vbus.compat.snapshot.Json;
import org.vbus.model.Release;

/** Reads a policy. What it does not know is an error: a misspelt word must not pass for a decision. */
public final class PolicyCodec {
    private PolicyCodec() { }

    /**
     * Reads the text of a policy.
     *
     * @throws BadFileException when it is no policy
     */
    public static Policy read(String file, String text) {
        JsonObject root = Json.object(file, text);
        Json.known(file, root, Set.of("served", "suppressions", "accepts"));
        Optional<List<Release>> served = root.has("served") ? Optional.of(Json.array(file, root, "served").stream().map(one -> release(file, one.getAsString())).toList())
                : Optional.empty();
        List<Policy.Suppression> suppressions = new ArrayList<>();
        for (JsonElement element : Json.array(file, root, "suppressions")) {
            JsonObject one = Json.object(file, element);
            Json.known(file, one, Set.of("rule", "path", "reason", "owner", "expires"));
            suppressions.add(new Policy.Suppression(said(file, one, "rule"), said(file, one, "path"), said(file, one, "reason"), said(file, one, "owner"),
                    date(file, said(file, one, "expires"))));
        }
        List<Policy.Accept> accepts = new ArrayList<>();
        for (JsonElement element : Json.array(file, root, "accepts")) {
            accepts.add(accept(file, Json.object(file, element)));
        }
        return new Policy(served, suppressions, accepts);
    }

    /** One accept, as in a policy and in the release that has it. */
    public static Policy.Accept accept(String file, JsonObject one) {
        Json.known(file, one, Set.of("release", "rule", "path", "reason", "signed-off-by"));
        return new Policy.Accept(release(file, said(file, one, "release")), said(file, one, "rule"), said(file, one, "path"), said(file, one, "reason"),
                said(file, one, "signed-off-by"));
    }

    private static String said(String file, JsonObject object, String name) {
        String text = Json.text(file, object, name);
        if (text.isBlank()) {
            throw new BadFileException(file, "`" + name + "` is empty");
        }
        return text;
    }

    /** As {@code 1.2}. */
    public static Release release(String file, String text) {
        if (!text.matches("\\d{1,6}\\.\\d{1,6}")) {
            throw new BadFileException(file, "`" + text + "` is no release; one is written as 1.2");
        }
        String[] parts = text.split("\\.");
        return new Release(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static LocalDate date(String file, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadFileException(file, "`" + text + "` is no day; one is written as 2030-12-31");
        }
    }
}
