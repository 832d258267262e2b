// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.diag.Message;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.RemovedAttribute;
import org.vbus.lang.vbus.RemovedIoctl;
import org.vbus.lang.vbus.RemovedItem;
import org.vbus.lang.vbus.RemovedRequest;

/** What is gone but keeps its name, and how a use of it is told. */
public final class Removals {
    private Removals() { }

    /** Whether something was removed. */
    public static boolean isRemoved(EObject one) {
        return one instanceof Removed || one instanceof RemovedItem || one instanceof RemovedIoctl || one instanceof RemovedRequest
                || one instanceof RemovedAttribute || one instanceof Literal literal && literal.isRemoved() || one instanceof FeatureBit bit && bit.isRemoved();
    }

    /** The message about a use, written as {@code written}, of a declaration that was removed. */
    public static Message used(Removed removed, String written) {
        Message message = REMOVED_USED.of(removed.getKind(), removed.getName());
        if (removed.getOther() == null) {
            return message;
        }
        // what stands before or behind the name in a path stays
        String instead = Arrays.stream(written.split("\\.", -1)).map(part -> part.equals(removed.getName()) ? removed.getOther() : part)
                .collect(Collectors.joining("."));
        return message.hint("use `" + removed.getOther() + "`").instead(written, instead);
    }

    /** The message about a use of one of the items, if that item was removed. */
    public static Optional<Message> used(Collection<? extends EObject> items, String name) {
        for (EObject item : items) {
            if (item instanceof RemovedItem removed && name.equals(removed.getName())) {
                return Optional.of(REMOVED_USED.of(removed.getKind(), name));
            }
            if (item instanceof RemovedIoctl removed && name.equals(removed.getName())) {
                return Optional.of(REMOVED_USED.of("ioctl", name));
            }
        }
        return Optional.empty();
    }
}
