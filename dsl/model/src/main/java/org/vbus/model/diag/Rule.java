// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.diag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A number under which something may be reported, and where its page is.
 *
 * @param code as {@code VB0501}; never reused for something else
 * @param severity of what is reported under it, at most
 * @param home class beside whose package the page lies, as {@code explain/VB0501.md}
 */
public record Rule(String code, Severity severity, Class<?> home) {
    public Rule {
        if (!code.matches("[A-Z]{2,8}\\d{4}")) {
            throw new IllegalArgumentException("`" + code + "` is not letters and four digits");
        }
    }

    /** An error. */
    public static Rule error(String code, Class<?> home) {
        return new Rule(code, Severity.ERROR, home);
    }

    /** A warning. */
    public static Rule warning(String code, Class<?> home) {
        return new Rule(code, Severity.WARNING, home);
    }

    /** The text of its page, as written; empty when there is none. */
    public Optional<String> page() {
        try (InputStream in = home.getResourceAsStream("explain/" + code + ".md")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
