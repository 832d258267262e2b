// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** What each keyword does and each profile brings, in a sentence. */
public final class Keywords {
    private final Properties sentences = read("keywords.properties");
    private final Properties profiles = read("profiles.properties");

    private static Properties read(String file) {
        Properties sentences = new Properties();
        try (InputStream in = Keywords.class.getResourceAsStream(file)) {
            sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }

    /** The sentence of a keyword. */
    public Optional<String> doc(String keyword) {
        return Optional.ofNullable(sentences.getProperty(keyword));
    }

    /** The sentence of a profile. */
    public Optional<String> profile(String name) {
        return Optional.ofNullable(profiles.getProperty(name));
    }
}
