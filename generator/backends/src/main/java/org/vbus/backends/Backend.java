// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends;

import java.util.List;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Rule;

/**
 * One kind of output. Found by {@link java.util.ServiceLoader}, so a third party's is a jar. Implementations have no state; one
 * may be used by several threads.
 */
public interface Backend {
    /** The word for {@code --only}, as {@code c} or {@code java}. */
    String name();

    /** What it does, in one line for the usage text. */
    String summary();

    /** Every number that {@link #obstacles} may use. Each has a page; two back ends may share one. */
    default List<Rule> rules() {
        return List.of();
    }

    /** What of these specs it cannot express; nothing, unless told. With any error in it, {@link #generate} is not called. */
    default List<Diagnostic> obstacles(SpecSet specs) {
        return List.of();
    }

    /** Writes everything for the requested specs. The same specs give the same bytes. */
    void generate(SpecSet specs, OutputSink out);
}
