// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.Locale;

/**
 * What may be said of an element. The layer says which hash it is part of: peers see the wire, programmers the names, readers the documentation.
 * Facts that differ between ABI classes have one value for each, in the order of {@link org.vbus.model.layout.AbiClass}.
 */
public enum Fact {
    // placement
    SIZE(Layer.WIRE), ALIGN(Layer.WIRE), PACKED(Layer.WIRE), SIZED(Layer.WIRE), OFFSET(Layer.WIRE), BYTES(Layer.WIRE), STRIDE(Layer.WIRE),
    /** Which of the record's overlays a field is an arm of. */
    OVERLAY(Layer.WIRE),
    // the kind of number; SHAPE is the whole type without names
    WIDTH(Layer.WIRE), SIGN(Layer.WIRE), ENDIAN(Layer.WIRE), SHAPE(Layer.WIRE), LENGTH(Layer.WIRE), SHIFT(Layer.WIRE), BITS(Layer.WIRE),
    // meaning
    FIXED(Layer.WIRE), WRITERS(Layer.WIRE), DIRECTION(Layer.WIRE), TARGET(Layer.WIRE), PINNED(Layer.WIRE), OPAQUE(Layer.WIRE), UNIT(Layer.WIRE),
    CONDITIONS(Layer.WIRE), GATE(Layer.WIRE), OTHERWISE(Layer.WIRE), POLICY(Layer.WIRE), TAG(Layer.WIRE), TAGS(Layer.WIRE), UNKNOWN(Layer.WIRE),
    // numbers
    VALUE(Layer.WIRE), BIT(Layer.WIRE), NUMBER(Layer.WIRE), OPEN(Layer.WIRE), LOCAL(Layer.WIRE),
    // rings
    RING_TYPE(Layer.WIRE), HEAD(Layer.WIRE), SIGNAL(Layer.WIRE), SLOTS(Layer.WIRE), PAYLOAD_ADDRESS(Layer.WIRE), PAYLOAD_LENGTH(Layer.WIRE),
    OWNER(Layer.WIRE), EXACT_SIZE(Layer.WIRE), CHECKS(Layer.WIRE), PATH(Layer.WIRE), DEPTH_MIN(Layer.WIRE), DEPTH_MAX(Layer.WIRE),
    DEPTH_DEFAULT(Layer.WIRE), COUNTER(Layer.WIRE),
    // devices, calls, ioctls
    TYPE_STRING(Layer.WIRE), VERSION(Layer.WIRE), ABSTRACT(Layer.WIRE), VIRTIO_ID(Layer.WIRE), CONFIG(Layer.WIRE), GENERATION(Layer.WIRE),
    VIA(Layer.WIRE), REQUIRES(Layer.WIRE), RESULT(Layer.WIRE), AFTER(Layer.WIRE), ERRORS(Layer.WIRE), COVERS(Layer.WIRE), BOUND(Layer.WIRE), HEADER(Layer.WIRE),
    SELECTORS(Layer.WIRE),
    NODE(Layer.WIRE), MODE(Layer.WIRE), LETTER(Layer.WIRE), IOC_NUMBER(Layer.WIRE), POLL(Layer.WIRE),
    // models
    DEVICES(Layer.WIRE), PROFILE(Layer.WIRE), ACCESS(Layer.WIRE), WHILE(Layer.WIRE),
    // promises
    TIER(Layer.WIRE), RELEASE(Layer.WIRE), REMOVED_KIND(Layer.WIRE), NUMBERS(Layer.WIRE), MATCHED(Layer.WIRE),
    /** Which way records of a type go, as far as its uses say: {@code to-device}, {@code to-driver}. */
    FLOW(Layer.WIRE),
    // what programmers see
    TYPE(Layer.NAMES), OTHERWISE_TYPE(Layer.NAMES), PREFIX(Layer.NAMES), C_NAME(Layer.NAMES), JAVA_NAME(Layer.NAMES), EMIT_NUMBERS(Layer.NAMES),
    // what readers see
    DOC(Layer.DOCS), SINCE(Layer.DOCS), DEPRECATED(Layer.DOCS);

    /** What a fact is visible to. */
    public enum Layer { WIRE, NAMES, DOCS }

    private final Layer layer;

    Fact(Layer layer) {
        this.layer = layer;
    }

    public Layer layer() {
        return layer;
    }

    /** The name in a snapshot and in messages. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
