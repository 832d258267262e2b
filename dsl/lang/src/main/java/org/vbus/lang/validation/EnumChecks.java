// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.Scalar;

/** Enums: the base is an integer, and each literal has a value of its own that fits. */
public final class EnumChecks {
    private final Session session;

    public EnumChecks(Session session) {
        this.session = session;
    }

    /** True if it can be lowered. */
    public boolean check(Enum source, Scalar base) {
        int before = session.reporter().errors();
        new FieldChecks(session).once(source.getMods());
        if (base == Scalar.CHAR || base == Scalar.BOOL) {
            session.report(source, VbusPackage.Literals.ENUM__BASE, BAD_BASE.of("an enum", base.keyword()));
        }
        if (source.getLiterals().isEmpty()) {
            session.report(source, NOTHING_DECLARED.of("enum `" + source.getName() + "`"));
        }
        Map<BigInteger, Literal> byValue = new HashMap<>();
        boolean complete = true;
        for (Literal literal : source.getLiterals()) {
            new FieldChecks(session).once(literal.getMods());
            Optional<BigInteger> value = session.value(literal);
            complete &= value.isPresent();
            if (value.isEmpty()) {
                continue;
            }
            if (!base.holds(value.get())) {
                session.report(literal, VALUE_DOES_NOT_FIT.of(literal.getName(), value.get(), base.keyword(), base.max()));
            }
            Literal other = byValue.putIfAbsent(value.get(), literal);
            if (other != null) {
                session.report(literal, FreeNumbers.offer(VALUE_TWICE.of(literal.getName(), value.get(), other.getName())
                        .note("`" + other.getName() + "` is here", session.places().of(other)), literal, base.max(), session.places()));
            }
        }
        new NameChecks(session).unique("literal", source.getLiterals(), Literal::getName);
        return complete && session.reporter().errors() == before;
    }
}
