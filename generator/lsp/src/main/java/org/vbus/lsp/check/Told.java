// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.check;

import java.util.Optional;
import org.vbus.model.Origin;
import org.vbus.model.diag.Fix;

/**
 * One thing that an editor shows, and what can be done about it.
 *
 * @param diagnostic as the editor gets it
 * @param hint the smallest fix in words
 * @param fix the same as an edit
 * @param broken what it breaks of what is frozen
 */
public record Told(org.eclipse.lsp4j.Diagnostic diagnostic, Optional<String> hint, Optional<Fix> fix, Optional<Broken> broken) {
    /**
     * A promise of a release.
     *
     * @param release that made it
     * @param before the place there
     * @param gone whether it is in the spec no longer
     */
    public record Broken(String release, Optional<Origin> before, boolean gone) { }
}
