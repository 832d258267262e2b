// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

/** A record does not lie inside its memory, or not on its alignment. Thrown before anything is read. */
public final class WindowException extends IndexOutOfBoundsException {
    private static final long serialVersionUID = 1L;

    private final String struct;
    private final long offset;

    /**
     * One record in the wrong place.
     *
     * @param struct as {@code venet_sg}
     * @param offset where it should lie
     * @param rule what must hold
     */
    public WindowException(String struct, long offset, String rule) {
        super(struct + " at offset " + offset + "; rule: " + rule);
        this.struct = struct;
        this.offset = offset;
    }

    /** The struct, as {@code venet_sg}. */
    public String struct() {
        return struct;
    }

    /** Where it should lie. */
    public long offset() {
        return offset;
    }
}
