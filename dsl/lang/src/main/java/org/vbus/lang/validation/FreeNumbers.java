// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.vbus.lang.diag.Message;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.NumberLit;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.Ring;

/** The number that an author would most likely give to what has one that is taken: the first that nothing beside it has. */
final class FreeNumbers {
    private static final List<String> FEATURES = List.of("value", "nr", "idn", "gid");

    private FreeNumbers() { }

    /** The message with that number as its edit, where the one that is written is a plain number. */
    static Message offer(Message message, EObject owner, BigInteger limit, Places places) {
        Optional<EObject> written = number(owner);
        Set<BigInteger> taken = new HashSet<>();
        for (EObject other : owner.eContainer().eContents()) {
            if (other != owner && sharesNumbers(other, owner)) {
                Optional<EObject> number = number(other);
                if (number.isPresent() && !(number.get() instanceof NumberLit)) {
                    // what it comes to is not known here
                    return message;
                }
                number.flatMap(FreeNumbers::value).ifPresent(taken::add);
            }
        }
        Optional<BigInteger> own = written.flatMap(FreeNumbers::value);
        if (own.isEmpty()) {
            return message;
        }
        // the next one, else one that was left free before
        BigInteger free = own.get().compareTo(limit) < 0 ? own.get() : BigInteger.ZERO;
        for (int i = 0; i <= taken.size() && taken.contains(free); i++) {
            free = free.compareTo(limit) < 0 ? free.add(BigInteger.ONE) : BigInteger.ZERO;
        }
        return taken.contains(free) || free.equals(own.get()) ? message : message.replace(places.whole(written.get()), free.toString());
    }

    /** Rings and regions have one space of numbers, and what was removed keeps its own. */
    private static boolean sharesNumbers(EObject one, EObject other) {
        boolean memory = other instanceof Ring || other instanceof Region;
        return one.eClass() == other.eClass() || memory && (one instanceof Ring || one instanceof Region) || one.eClass().getName().startsWith("Removed");
    }

    private static Optional<EObject> number(EObject owner) {
        for (String name : FEATURES) {
            EStructuralFeature feature = owner.eClass().getEStructuralFeature(name);
            if (feature != null && owner.eGet(feature) instanceof EObject expression) {
                return Optional.of(expression);
            }
        }
        return Optional.empty();
    }

    private static Optional<BigInteger> value(EObject expression) {
        if (!(expression instanceof NumberLit literal) || literal.getValue() == null) {
            return Optional.empty();
        }
        String text = literal.getValue();
        return Optional.of(text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text));
    }
}
