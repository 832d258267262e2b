// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.List;

/** SHA-256 over elements, one layer at a time. Where things are and in which file never counts. */
public final class Fingerprint {
    private static final int SHORT = 16;

    private final MessageDigest digest;
    private final Fact.Layer layer;

    private Fingerprint(Fact.Layer layer) {
        this.layer = layer;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The hash of one layer of a tree, in 64 hexadecimal digits. Names count in every layer but that of the wire, where members are known by their order. */
    public static String of(Collection<Element> elements, Fact.Layer layer) {
        Fingerprint fingerprint = new Fingerprint(layer);
        elements.forEach(fingerprint::add);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    /** What is on the wire of one element and of all in it, in 16 digits: enough to know it again under another name. */
    public static String brief(Element element) {
        return of(List.of(element), Fact.Layer.WIRE).substring(0, SHORT);
    }

    private void add(Element element) {
        boolean wire = layer == Fact.Layer.WIRE;
        text(element.kind().key());
        if (!wire) {
            text(element.name());
        }
        for (Map.Entry<Fact, List<String>> fact : element.facts().entrySet()) {
            // which way records go is not theirs: it follows from who uses them
            if (fact.getKey().layer() == layer && fact.getKey() != Fact.FLOW) {
                text(fact.getKey().key());
                fact.getValue().forEach(this::text);
            }
        }
        text("{");
        element.children().forEach(this::add);
        text("}");
    }

    private void text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
