// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

/** Bytes that a peer wrote break a rule of the spec. Nothing was changed by whoever found out. */
public final class PeerDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final String rule;

    /**
     * One broken rule.
     *
     * @param field as {@code venet_sg.count}
     * @param value what stands there
     * @param rule what must hold
     */
    public PeerDataException(String field, String value, String rule) {
        super(field + " is " + value + "; rule: " + rule);
        this.field = field;
        this.value = value;
        this.rule = rule;
    }

    /** The field, as {@code venet_sg.count}. */
    public String field() {
        return field;
    }

    /** What stands there. */
    public String value() {
        return value;
    }

    /** What must hold. */
    public String rule() {
        return rule;
    }
}
