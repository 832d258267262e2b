// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.complete;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** What each keyword does, in a sentence. */
public final class Keywords {
    private final Properties sentences = new Properties();

    public Keywords() {
        try (InputStream in = Keywords.class.getResourceAsStream("keywords.properties")) {
            sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sentence of a keyword. */
    public Optional<String> doc(String keyword) {
        return Optional.ofNullable(sentences.getProperty(keyword));
    }
}
