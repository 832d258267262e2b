// SPDX-License-Identifier: Apache-2.0
package org.vbus.btf;

/** An ELF file, or the BTF in it, is not what its format says. The message names the value and the rule. */
public final class BadObjectException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadObjectException(String message) {
        super(message);
    }
}
