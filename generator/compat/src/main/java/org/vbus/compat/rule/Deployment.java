// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

/** Who meets whom. */
public enum Deployment {
    NEW_DRIVER("ND", "new driver on old device"),
    OLD_DRIVER("OD", "old driver on new device"),
    /** A guest that goes on, on a host of the other version, without opening its devices again. */
    MIGRATION("MG", "running guest moved to a new host");

    private final String code;
    private final String words;

    Deployment(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Two letters. */
    public String code() {
        return code;
    }

    public String words() {
        return words;
    }
}
