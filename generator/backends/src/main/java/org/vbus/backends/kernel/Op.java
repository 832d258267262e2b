// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;

/**
 * One operation that an author writes.
 *
 * @param kind name of the template with its contract: context, locks, what runs at the same time
 * @param member name in the ops struct
 * @param subject what it is about, as the spec names it
 * @param doc the spec's words on it, folded; may be empty
 * @param result type and the space before the name
 * @param parameters declarations
 * @param stub what the body of a stub is; empty for a function of type void
 */
public record Op(String kind, String member, String subject, List<String> doc, String result, List<String> parameters, String stub) {
    public Op {
        parameters = List.copyOf(parameters);
        doc = List.copyOf(doc);
    }
}
