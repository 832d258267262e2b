// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import org.vbus.model.Spec;

/**
 * A header as a spec.
 *
 * @param text formatted
 * @param mappings its structs, those that were asked for and those that they hold
 * @param omissions what it does not have
 * @param notes what could not be measured
 */
public record Imported(Spec spec, String text, List<Mapping> mappings, List<Omission> omissions, List<String> notes) {
    public Imported {
        mappings = List.copyOf(mappings);
        omissions = List.copyOf(omissions);
        notes = List.copyOf(notes);
    }
}
