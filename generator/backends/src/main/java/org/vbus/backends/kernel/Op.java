// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;

/**
 * One operation of a half.
 *
 * @param kind name of the template with its contract: context, locks, what runs at the same time
 * @param member name in the ops struct
 * @param subject what it is about, as the spec names it
 * @param doc the spec's words on it, folded; may be empty
 * @param result type and the space before the name
 * @param parameters declarations
 * @param stub what the body of a stub is; empty for a function of type void
 * @param served name of the generated function that a profile serves it with, if one does; else the author writes it
 */
public record Op(String kind, String member, String subject, List<String> doc, String result, List<String> parameters, String stub,
                 List<String> served) {
    public Op {
        parameters = List.copyOf(parameters);
        doc = List.copyOf(doc);
        served = List.copyOf(served);
    }

    /** An operation that the author writes. */
    public Op(String kind, String member, String subject, List<String> doc, String result, List<String> parameters, String stub) {
        this(kind, member, subject, doc, result, parameters, stub, List.of());
    }

    /** The same, served by a function. */
    public Op servedBy(String function) {
        return new Op(kind, member, subject, doc, result, parameters, stub, List.of(function));
    }

    /** Whether the author writes it. */
    public boolean own() {
        return served.isEmpty();
    }
}
