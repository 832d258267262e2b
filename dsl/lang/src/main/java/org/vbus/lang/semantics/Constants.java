// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.diag.Message;
import org.vbus.lang.vbus.Binary;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Expr;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Not;
import org.vbus.lang.vbus.NumberLit;
import org.vbus.lang.vbus.Range;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.SizeOf;
import org.vbus.lang.vbus.VersionDef;
import org.vbus.model.type.Scalar;

/** Evaluates what must be known when the spec is compiled. */
public final class Constants {
    private final Session session;

    public Constants(Session session) {
        this.session = session;
    }

    /** The value of a constant expression; empty if there is none, which has been reported. */
    public Optional<BigInteger> value(Expr expr) {
        return value(expr, 64);
    }

    /** The same for a place that holds {@code bits} bits, which is how far {@code ~} goes. */
    public Optional<BigInteger> value(Expr expr, int bits) {
        if (expr instanceof NumberLit number) {
            return number(number.getValue(), number);
        }
        if (expr instanceof Ref ref) {
            return reference(ref);
        }
        if (expr instanceof SizeOf size) {
            OptionalLong bytes = session.sizeOf(size.getType());
            return bytes.isPresent() ? Optional.of(BigInteger.valueOf(bytes.getAsLong())) : Optional.empty();
        }
        if (expr instanceof Not not) {
            if (not.getOp().equals("not")) {
                return wrong(expr);
            }
            return value(not.getArg(), bits).flatMap(a -> Arithmetic.unary(not.getOp(), a, bits, m -> session.reportWhole(expr, m)));
        }
        if (expr instanceof Binary binary && Conditions.isArithmetic(binary.getOp())) {
            Optional<BigInteger> left = value(binary.getLeft(), bits);
            Optional<BigInteger> right = value(binary.getRight(), bits);
            return left.flatMap(a -> right.flatMap(b -> Arithmetic.binary(binary.getOp(), a, b, m -> session.reportWhole(expr, m))));
        }
        if (expr instanceof Binary || expr instanceof Range) {
            return wrong(expr);
        }
        session.reportWhole(expr, NOT_CONSTANT.of("`" + org.vbus.lang.syntax.Places.text(expr) + "`"));
        return Optional.empty();
    }

    /** The value, checked against the scalar that is to hold it. */
    public Optional<BigInteger> value(Expr expr, Scalar scalar) {
        Optional<BigInteger> value = value(expr, scalar.bytes() * 8);
        if (value.isPresent() && !scalar.holds(value.get())) {
            session.reportWhole(expr, DOES_NOT_FIT.of(value.get(), scalar.keyword(), scalar.min(), scalar.max()));
            return Optional.empty();
        }
        return value;
    }

    /** A number as written, if 64 bits hold it. */
    public Optional<BigInteger> number(String text, EObject at) {
        return Arithmetic.bounded(Arithmetic.parse(text), message -> session.reportWhole(at, message));
    }

    /** The value of a constant, version or literal that was found by name; a flag counts as its mask. */
    Optional<BigInteger> valueOf(EObject found) {
        Optional<BigInteger> value = session.value(found);
        boolean flag = found instanceof Literal && found.eContainer() instanceof Flags;
        return flag ? value.filter(bit -> bit.bitLength() < 7 && bit.signum() >= 0).map(bit -> BigInteger.ONE.shiftLeft(bit.intValue())) : value;
    }

    static boolean isValue(EObject found) {
        return found instanceof Const || found instanceof VersionDef || found instanceof Literal;
    }

    private Optional<BigInteger> wrong(Expr expr) {
        session.reportWhole(expr, NOT_A_NUMBER.of("`" + org.vbus.lang.syntax.Places.text(expr) + "`"));
        return Optional.empty();
    }

    private Optional<BigInteger> reference(Ref ref) {
        Optional<EObject> found = session.symbols().find(ref.getName(), ref);
        if (found.isPresent() && isValue(found.get())) {
            return valueOf(found.get());
        }
        if (found.isPresent() && found.get() instanceof Removed removed) {
            session.reportWhole(ref, Removals.used(removed, ref.getName()));
        } else if (found.isPresent()) {
            session.reportWhole(ref, WRONG_KIND.of(ref.getName(), Kinds.of((Element) found.get()), "a constant"));
        } else {
            Message unknown = UNKNOWN_VALUE.of(ref.getName());
            session.reportWhole(ref, session.symbols().qualified(ref.getName(), ref)
                    .map(name -> unknown.hint("write `" + name + "`").instead(ref.getName(), name))
                    .orElseGet(() -> unknown.nearest(ref.getName(), session.symbols().valueNames(ref))));
        }
        return Optional.empty();
    }
}
