// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.regex.Pattern;

/** How messages call things. */
public final class Words {
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[A-Za-z_]\\w*\\.)+(?=[A-Za-z_])");

    private Words() { }

    /** A type's text without the names of packages. */
    public static String shortened(String type) {
        return PACKAGE.matcher(type).replaceAll("");
    }
}
