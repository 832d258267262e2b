// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.files;

import org.vbus.compat.abi.Kind;
import org.vbus.compat.rule.RemovalRule;

/** A model is gone. */
public final class ModelRemoved extends RemovalRule {
    public ModelRemoved() {
        super(Kind.MODEL, false, "who makes devices of it by its name gets an error");
    }
}
