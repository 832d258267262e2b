// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RenameRule;

/** The declaration of a model has another name. */
public final class ModelRenamed extends RenameRule {
    public ModelRenamed() {
        super(Kind.MODEL, "its type string");
    }
}
