// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.vbus.Model;
import org.vbus.model.Tier;

/** Stability tiers by their words. */
public final class Tiers {
    private Tiers() { }

    /** The tier of a word; empty if it is none. */
    public static Optional<Tier> of(String word) {
        for (Tier tier : Tier.values()) {
            if (tier.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }

    /** What the file of an element promises; empty if that is nothing, or no tier. */
    public static Optional<Tier> of(EObject element) {
        return of(EcoreUtil2.getContainerOfType(element, Model.class).getTier());
    }
}
