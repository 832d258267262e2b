// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

/**
 * Names of the places in a page. Declarations share one space of names in a spec, so they go by their own; what is inside goes by a path with
 * dots, and with a word and a hyphen where one name may stand for several things. The page's own places begin with {@code page-}.
 */
final class Ids {
    private Ids() { }

    /** A field, literal, flag: {@code venet_sg.iov}. */
    static String member(String owner, String path) {
        return owner + "." + path;
    }

    /** A part of a device or node: {@code venet.call-LINKUP}. */
    static String part(String owner, String kind, String name) {
        return owner + "." + kind + "-" + name;
    }

    /** A feature: {@code venet.features-RX.HDR}. */
    static String feature(String device, String group, String bit) {
        return part(device, "features", group) + "." + bit;
    }

    /** The page's own. */
    static String page(String name) {
        return "page-" + name;
    }
}
