// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.abi;

import java.util.List;
import org.vbus.compat.rule.Finding;

/**
 * What came of a comparison of something else than specs, as of the classes in two jars.
 *
 * @param findings no rule's
 * @param words for reports: what was compared, or why it was not; sentences without a full stop
 */
public record Beside(List<Finding> findings, List<String> words) {
    /** Nothing else was compared. */
    public static final Beside NOTHING = new Beside(List.of(), List.of());

    public Beside {
        findings = List.copyOf(findings);
        words = List.copyOf(words);
    }
}
