// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import java.util.Locale;
import java.util.Optional;
import org.vbus.model.type.Role;

/** The words after {@code by}. */
public final class Roles {
    private Roles() { }

    /** The role of a word; empty if it is none. */
    public static Optional<Role> of(String word) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
