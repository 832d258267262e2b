// SPDX-License-Identifier: Apache-2.0
package org.vbus.drift;

import java.util.ArrayList;
import java.util.List;
import org.vbus.model.diag.Rule;
import org.vbus.model.diag.Severity;

/** The numbers of drift, 18xx. */
public final class DriftRules {
    static final String SIZE = "VB1801";
    static final String OFFSET = "VB1802";
    static final String MEMBER_MISSING = "VB1803";
    static final String TYPE = "VB1804";
    static final String MEMBER_ADDED = "VB1805";
    static final String VALUE = "VB1806";
    static final String LITERAL_MISSING = "VB1807";
    static final String LITERAL_ADDED = "VB1808";
    static final String STRUCT_MISSING = "VB1809";
    static final String NUMBERS_MISSING = "VB1810";

    private DriftRules() { }

    /** All of them. */
    public static List<Rule> all() {
        List<Rule> all = new ArrayList<>();
        for (String code : List.of(SIZE, OFFSET, MEMBER_MISSING, TYPE, MEMBER_ADDED, VALUE, LITERAL_MISSING)) {
            all.add(Rule.error(code, DriftRules.class));
        }
        all.add(Rule.warning(LITERAL_ADDED, DriftRules.class));
        all.add(Rule.warning(STRUCT_MISSING, DriftRules.class));
        all.add(new Rule(NUMBERS_MISSING, Severity.NOTE, DriftRules.class));
        return List.copyOf(all);
    }
}
