// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation.lint;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Optional;
import org.vbus.model.device.RingType;
import org.vbus.model.type.NamedType;

/** Two indices that the two sides write, in one cache line, which then travels between them with every slot. */
final class SharedCacheLine implements Lint {
    private static final int LINE = 64;

    @Override
    public void look(Subject subject) {
        for (RingType type : subject.spec().ringTypes()) {
            for (RingType.Index index : type.indices()) {
                Optional<NamedType.Struct> holder = RingIndices.holder(subject, type, index);
                Optional<RingIndices.Place> head = holder.flatMap(struct -> RingIndices.place(struct, index.head()));
                Optional<RingIndices.Place> tail = holder.flatMap(struct -> RingIndices.place(struct, index.tail()));
                if (head.isPresent() && tail.isPresent() && head.get().offset() / LINE == tail.get().offset() / LINE
                        && !head.get().field().facts().writers().equals(tail.get().field().facts().writers())) {
                    subject.found(type.name(), type.meta(), SHARED_CACHE_LINE.of(index.head(), index.tail(), LINE));
                    break;
                }
            }
        }
    }
}
