// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.Scalar;

/** Flags: the base has no sign, and each flag has a bit of its own in it. */
public final class FlagsChecks {
    private final Session session;

    public FlagsChecks(Session session) {
        this.session = session;
    }

    /** True if it can be lowered. */
    public boolean check(Flags source, Scalar base) {
        int before = session.reporter().errors();
        new FieldChecks(session).once(source.getMods());
        if (base == Scalar.CHAR || base == Scalar.BOOL || base.signed()) {
            session.report(source, VbusPackage.Literals.FLAGS__BASE, base.signed()
                    ? BAD_BASE.of("flags", base.keyword()).instead(base.keyword(), base.keyword().replace('s', 'u')) : BAD_BASE.of("flags", base.keyword()));
        }
        if (source.getLiterals().isEmpty()) {
            session.report(source, NOTHING_DECLARED.of("flags `" + source.getName() + "`"));
        }
        Map<BigInteger, Literal> byBit = new HashMap<>();
        boolean complete = true;
        for (Literal literal : source.getLiterals()) {
            new FieldChecks(session).once(literal.getMods());
            if (literal.isLocal()) {
                session.report(literal, LOCAL_FLAG.of(literal.getName())
                        .replace(session.places().of(literal, VbusPackage.Literals.LITERAL__LOCAL), ""));
            }
            Optional<BigInteger> bit = session.value(literal);
            complete &= bit.isPresent();
            if (bit.isEmpty()) {
                continue;
            }
            int greatest = base.bytes() * 8 - 1;
            if (bit.get().signum() < 0 || bit.get().compareTo(BigInteger.valueOf(greatest)) > 0) {
                session.report(literal, FreeNumbers.offer(BIT_OUT_OF_RANGE.of(literal.getName(), bit.get(), base.keyword(), greatest), literal,
                        BigInteger.valueOf(greatest), session.places()));
            }
            Literal other = byBit.putIfAbsent(bit.get(), literal);
            if (other != null) {
                session.report(literal, FreeNumbers.offer(BIT_TWICE.of(literal.getName(), bit.get(), other.getName())
                        .note("`" + other.getName() + "` is here", session.places().of(other)), literal, BigInteger.valueOf(greatest), session.places()));
            }
        }
        new NameChecks(session).unique("flag", source.getLiterals(), Literal::getName);
        return complete && session.reporter().errors() == before;
    }
}
