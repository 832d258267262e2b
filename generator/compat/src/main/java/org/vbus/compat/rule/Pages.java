// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The pages that explain what is found, by the id under which it is reported. */
public final class Pages {
    private Pages() { }

    /** The text of a page as written. */
    public static Optional<String> find(String id) {
        try (InputStream in = Pages.class.getResourceAsStream("/org/vbus/compat/explain/" + id + ".md")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
