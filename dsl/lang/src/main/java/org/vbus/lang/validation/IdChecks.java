// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.diag.Problem;
import org.vbus.lang.semantics.Session;

/** Numbers of one space: each fits in 32 bits and is taken once. */
public final class IdChecks {
    private static final BigInteger MAX = BigInteger.valueOf(0xffffffffL);

    private final Session session;
    private final Problem.Of3<String, BigInteger, String> twice;
    private final Map<BigInteger, EObject> taken = new HashMap<>();
    private final Map<BigInteger, String> names = new HashMap<>();

    public IdChecks(Session session, Problem.Of3<String, BigInteger, String> twice) {
        this.session = session;
        this.twice = twice;
    }

    /** The number if it may be used. */
    public Optional<Long> take(EObject owner, String name, Optional<BigInteger> number) {
        if (number.isEmpty()) {
            return Optional.empty();
        }
        BigInteger value = number.get();
        if (value.signum() < 0 || value.compareTo(MAX) > 0) {
            session.report(owner, ID_OUT_OF_RANGE.of(name, value));
            return Optional.empty();
        }
        EObject other = taken.putIfAbsent(value, owner);
        if (other != null) {
            session.report(owner, FreeNumbers.offer(twice.of(name, value, names.get(value)).note("the other one is here", session.places().of(other)), owner, MAX, session.places()));
            return Optional.empty();
        }
        names.put(value, name);
        return Optional.of(value.longValue());
    }
}
