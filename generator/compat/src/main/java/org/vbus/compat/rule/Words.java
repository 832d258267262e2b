// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

/** How messages put things. */
public final class Words {
    private Words() { }

    /** A text with the last part only of each qualified name: {@code linux.venet.venet_iov[count]} is {@code venet_iov[count]}. */
    public static String shortened(String text) {
        return text.replaceAll("(?:[A-Za-z_]\\w*\\.)+([A-Za-z_]\\w*)", "$1");
    }
}
