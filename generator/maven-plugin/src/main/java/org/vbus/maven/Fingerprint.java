// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over named values, each with its length, so that no two lists of values give the same text. */
final class Fingerprint {
    private final MessageDigest digest = sha256();

    /** Adds a value under a name. */
    Fingerprint add(String name, Object value) {
        return add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes under a name. */
    Fingerprint add(String name, byte[] value) {
        digest.update((name + " " + value.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(value);
        return this;
    }

    /** All that was added, as hexadecimal digits; it begins anew. */
    String end() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The hash of a file's bytes.
     *
     * @throws IOException when it cannot be read
     */
    static String of(Path file) throws IOException {
        return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
