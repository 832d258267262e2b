// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import org.vbus.lang.source.SourceText;
import org.vbus.lang.vbus.Model;

/**
 * One file, parsed and linked.
 *
 * @param requested the user asked for it; otherwise another file imports it
 */
public record Unit(SourceText source, Model model, boolean requested) {
    /** The package it declares. */
    public String packageName() {
        return model.getName();
    }
}
