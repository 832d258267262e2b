// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.util.Optional;

/**
 * What every declared element carries beside its meaning.
 *
 * @param doc the doc comment without its stars, empty when there is none; not part of the wire
 * @param since first release that has the element, if it says so
 * @param replacement name of the element to use instead, when this one is deprecated
 */
public record Meta(String doc, Origin origin, Optional<Release> since, Optional<String> replacement) {
    /** An element with a place and nothing else. */
    public static Meta at(Origin origin) {
        return new Meta("", origin, Optional.empty(), Optional.empty());
    }

    /** An element with a place and a doc comment. */
    public static Meta of(String doc, Origin origin) {
        return new Meta(doc, origin, Optional.empty(), Optional.empty());
    }
}
