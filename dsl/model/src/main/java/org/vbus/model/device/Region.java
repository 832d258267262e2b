// SPDX-License-Identifier: Apache-2.0
package org.vbus.model.device;

import java.util.List;
import java.util.Optional;
import org.vbus.model.Meta;
import org.vbus.model.expr.Expr;
import org.vbus.model.layout.Layouts;
import org.vbus.model.type.Role;
import org.vbus.model.type.TypeRef;

/**
 * Shared memory of a device that is not a ring.
 *
 * @param counter name of the first field of the region's struct, if it is a sequence counter: odd while the writer writes; a reader
 *                takes what it read only if the counter was even and the same before and after
 * @param layouts of a struct whose only member is the region's type
 */
public record Region(Meta meta, String name, long id, TypeRef type, List<Role> writers, Optional<Expr> gate, Optional<String> counter,
                     Layouts layouts) {
    public Region {
        writers = List.copyOf(writers);
    }

    /** A region without a sequence counter. */
    public Region(Meta meta, String name, long id, TypeRef type, List<Role> writers, Optional<Expr> gate, Layouts layouts) {
        this(meta, name, id, type, writers, gate, Optional.empty(), layouts);
    }
}
