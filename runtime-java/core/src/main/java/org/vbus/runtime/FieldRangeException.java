// SPDX-License-Identifier: Apache-2.0
package org.vbus.runtime;

/** A value that the caller wants to write does not fit the field. Memory is as it was. */
public final class FieldRangeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final String rule;

    /**
     * One value that does not fit.
     *
     * @param field as {@code venet_sg.count}
     * @param value what should have been written
     * @param rule what fits
     */
    public FieldRangeException(String field, String value, String rule) {
        super(field + " cannot hold " + value + "; rule: " + rule);
        this.field = field;
        this.value = value;
        this.rule = rule;
    }

    /** The field, as {@code venet_sg.count}. */
    public String field() {
        return field;
    }

    /** What should have been written. */
    public String value() {
        return value;
    }

    /** What fits. */
    public String rule() {
        return rule;
    }
}
