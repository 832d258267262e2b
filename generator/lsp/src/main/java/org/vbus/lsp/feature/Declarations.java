// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.vbus.Model;
import org.vbus.lsp.check.Known;

/** What lists say of a declaration: less than a hover. */
public final class Declarations {
    private Declarations() { }

    /** How it is written, in one line. */
    public static String line(EObject declaration) {
        return Describe.line(declaration);
    }

    /** Its comment and its value. */
    public static String doc(EObject declaration, Known known) {
        String doc = declaration instanceof Model ? "" : org.vbus.lang.syntax.Places.doc(declaration);
        String value = Describe.value(declaration, known).orElse("");
        return doc + (doc.isEmpty() || value.isEmpty() ? "" : "\n\n") + value;
    }
}
