// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import java.util.Optional;
import org.vbus.btf.BadObjectException;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;

/** The numbers of importing, 17xx. */
public final class ImportRules {
    static final String NOT_COMPILED = "VB1701";
    static final String BAD_OBJECT = "VB1702";
    static final String NO_MATCH = "VB1703";
    static final String NOT_EXPRESSIBLE = "VB1704";
    static final String NO_CONSTANT = "VB1705";

    private ImportRules() { }

    /** That a file is not what its format says. */
    public static Diagnostic badObject(String file, BadObjectException reason) {
        return Diagnostic.error(BAD_OBJECT, reason.getMessage(), HeaderReader.place(file, 1, 1),
                Optional.of("`pahole --btf_encode_detached=FILE OBJECT` makes BTF of an object that was compiled with -g"));
    }

    /** All of them. */
    public static List<Rule> all() {
        return List.of(NOT_COMPILED, BAD_OBJECT, NO_MATCH, NOT_EXPRESSIBLE, NO_CONSTANT).stream()
                .map(code -> Rule.error(code, ImportRules.class)).toList();
    }
}
