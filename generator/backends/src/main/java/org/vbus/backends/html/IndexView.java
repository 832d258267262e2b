// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.html;

import java.util.List;

/**
 * What {@code index.stg} speaks of: the page over all specs.
 *
 * @param devices of all specs, if there are any
 */
record IndexView(Html banner, List<SpecLine> specs, List<Table> devices) {
    /**
     * One spec.
     *
     * @param href of its page
     * @param release tier and release in words, if it has them
     * @param about first sentence of its comment, if it has one
     * @param kinds its declarations
     */
    record SpecLine(Html href, Html name, List<Html> release, List<Html> about, List<Kind> kinds) { }

    /** Declarations of one kind, as links. */
    record Kind(Html title, List<Html> links) { }
}
