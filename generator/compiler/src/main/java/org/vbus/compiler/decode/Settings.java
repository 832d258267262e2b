// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.nio.ByteOrder;
import java.util.Set;

/**
 * What bytes do not say of themselves.
 *
 * @param order of numbers whose order the spec leaves to the machine
 * @param legacy numbers of virtio have the machine's order too
 * @param features that were negotiated, as {@code SG.TSO4}
 * @param maxItems values that may be shown; the rest is a problem
 */
public record Settings(ByteOrder order, boolean legacy, Set<String> features, int maxItems) {
    /** More values than this help nobody and take much memory. */
    public static final int MAX_ITEMS = 100_000;
    /** No input may be longer. */
    public static final int MAX_BYTES = 16 << 20;

    public Settings {
        features = Set.copyOf(features);
    }

    /** Little-endian, nothing negotiated. */
    public static Settings plain() {
        return new Settings(ByteOrder.LITTLE_ENDIAN, false, Set.of(), MAX_ITEMS);
    }
}
