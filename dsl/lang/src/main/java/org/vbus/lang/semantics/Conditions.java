// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.semantics;

import static org.vbus.lang.diag.Catalogue.*;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.vbus.lang.diag.Message;
import org.vbus.lang.diag.Nearest;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.Binary;
import org.vbus.lang.vbus.Bits;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Enum;
import org.vbus.lang.vbus.FeatureBit;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.CallGateMod;
import org.vbus.lang.vbus.Flags;
import org.vbus.lang.vbus.GateMod;
import org.vbus.lang.vbus.Literal;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.Not;
import org.vbus.lang.vbus.NumberLit;
import org.vbus.lang.vbus.Range;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.Scalar;
import org.vbus.lang.vbus.ScalarRef;
import org.vbus.lang.vbus.Semantic;
import org.vbus.lang.vbus.SemanticRef;
import org.vbus.lang.vbus.SizeOf;
import org.vbus.lang.vbus.Sum;
import org.vbus.lang.vbus.TypeRef;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.expr.Expr.UnaryOp;

/** Resolves and types expressions over fields and features; what only needs the spec becomes a number. */
public final class Conditions {
    private static final Map<String, BinaryOp> OPS = Map.ofEntries(
            Map.entry("or", BinaryOp.OR), Map.entry("and", BinaryOp.AND), Map.entry("==", BinaryOp.EQ), Map.entry("!=", BinaryOp.NE),
            Map.entry("<", BinaryOp.LT), Map.entry("<=", BinaryOp.LE), Map.entry(">", BinaryOp.GT), Map.entry(">=", BinaryOp.GE),
            Map.entry("|", BinaryOp.BIT_OR), Map.entry("&", BinaryOp.BIT_AND), Map.entry("<<", BinaryOp.SHL),
            Map.entry(">>", BinaryOp.SHR), Map.entry("+", BinaryOp.ADD), Map.entry("-", BinaryOp.SUB), Map.entry("*", BinaryOp.MUL),
            Map.entry("/", BinaryOp.DIV), Map.entry("%", BinaryOp.MOD));
    private static final Set<String> ARITHMETIC = Set.of("|", "&", "<<", ">>", "+", "-", "*", "/", "%");

    /** What an expression yields; a field of type bool is both. */
    private enum Yields { NUMBER, CONDITION, BOTH }

    private record Typed(Expr expr, Yields yields) { }

    private final Session session;
    private final Constants constants;

    public Conditions(Session session, Constants constants) {
        this.session = session;
        this.constants = constants;
    }

    static boolean isArithmetic(String op) {
        return ARITHMETIC.contains(op);
    }

    /** An expression that holds or does not; empty if it is broken, which has been reported. */
    public Optional<Expr> condition(org.vbus.lang.vbus.Expr expr, Scope scope) {
        return wanted(expr, scope, Yields.CONDITION);
    }

    /** An expression that yields a number; empty if it is broken, which has been reported. */
    public Optional<Expr> number(org.vbus.lang.vbus.Expr expr, Scope scope) {
        return wanted(expr, scope, Yields.NUMBER);
    }

    private Optional<Expr> wanted(org.vbus.lang.vbus.Expr expr, Scope scope, Yields wanted) {
        Optional<Typed> typed = typed(expr, scope);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Yields yields = typed.get().yields();
        if (yields != wanted && yields != Yields.BOTH) {
            String text = "`" + Places.text(expr) + "`";
            session.reportWhole(expr, wanted == Yields.NUMBER ? NOT_A_NUMBER.of(text) : NOT_A_CONDITION.of(text));
            return Optional.empty();
        }
        return typed.map(Typed::expr);
    }

    private Optional<Typed> typed(org.vbus.lang.vbus.Expr expr, Scope scope) {
        if (expr instanceof NumberLit literal) {
            return constants.number(literal.getValue(), literal).map(value -> number(value, ""));
        }
        if (expr instanceof Ref ref) {
            return reference(ref, scope);
        }
        if (expr instanceof SizeOf size) {
            OptionalLong bytes = session.sizeOf(size.getType());
            return bytes.isEmpty() ? Optional.empty() : Optional.of(number(BigInteger.valueOf(bytes.getAsLong()), ""));
        }
        if (expr instanceof Sum sum) {
            return path(sum, sum.getName(), scope).map(path -> new Typed(new Expr.Sum(path), Yields.NUMBER));
        }
        if (expr instanceof Not not) {
            return unary(not, scope);
        }
        if (expr instanceof Binary binary) {
            return binary(binary, scope);
        }
        if (expr instanceof Range range) {
            return range(range, scope);
        }
        session.reportWhole(expr, NOT_A_NUMBER.of("`" + Places.text(expr) + "`"));
        return Optional.empty();
    }

    private static Typed number(BigInteger value, String symbol) {
        return new Typed(new Expr.Num(value, symbol), Yields.NUMBER);
    }

    private Optional<Typed> unary(Not not, Scope scope) {
        if (not.getOp().equals("not")) {
            return condition(not.getArg(), scope).map(a -> new Typed(new Expr.Unary(UnaryOp.NOT, a), Yields.CONDITION));
        }
        Optional<Expr> argument = number(not.getArg(), scope);
        if (argument.isPresent() && argument.get() instanceof Expr.Num num) {
            return Arithmetic.unary(not.getOp(), num.value(), 64, m -> session.reportWhole(not, m)).map(value -> number(value, ""));
        }
        UnaryOp op = not.getOp().equals("-") ? UnaryOp.NEGATE : UnaryOp.COMPLEMENT;
        return argument.map(a -> new Typed(new Expr.Unary(op, a), Yields.NUMBER));
    }

    private Optional<Typed> binary(Binary binary, Scope scope) {
        BinaryOp op = OPS.get(binary.getOp());
        boolean logic = op == BinaryOp.AND || op == BinaryOp.OR;
        Optional<Expr> left = logic ? condition(binary.getLeft(), scope) : number(binary.getLeft(), scope);
        Optional<Expr> right = logic ? condition(binary.getRight(), scope) : number(binary.getRight(), scope);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        if (isArithmetic(binary.getOp())) {
            if (left.get() instanceof Expr.Num a && right.get() instanceof Expr.Num b) {
                return Arithmetic.binary(binary.getOp(), a.value(), b.value(), m -> session.reportWhole(binary, m))
                        .map(value -> number(value, ""));
            }
            return Optional.of(new Typed(new Expr.Binary(op, left.get(), right.get()), Yields.NUMBER));
        }
        return Optional.of(new Typed(new Expr.Binary(op, left.get(), right.get()), Yields.CONDITION));
    }

    private Optional<Typed> range(Range range, Scope scope) {
        Optional<Expr> value = number(range.getLeft(), scope);
        Optional<Expr> low = number(range.getLo(), scope);
        Optional<Expr> high = number(range.getHi(), scope);
        if (value.isEmpty() || low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        if (low.get() instanceof Expr.Num a && high.get() instanceof Expr.Num b && a.value().compareTo(b.value()) > 0) {
            session.reportWhole(range, EMPTY_RANGE.of(a.value(), b.value()).replace(session.places().from(range, VbusPackage.Literals.RANGE__LO,
                    VbusPackage.Literals.RANGE__HI), Places.text(range.getHi()) + ".." + Places.text(range.getLo())));
            return Optional.empty();
        }
        return Optional.of(new Typed(new Expr.Between(value.get(), low.get(), high.get()), Yields.CONDITION));
    }

    private Optional<Typed> reference(Ref ref, Scope scope) {
        String name = ref.getName();
        String first = name.split("\\.", 2)[0];
        if (scope.fields().containsKey(first)) {
            return field(ref, name, scope);
        }
        Optional<FeatureBit> feature = scope.feature(name);
        if (feature.isPresent()) {
            Features group = (Features) feature.get().eContainer();
            return Optional.of(new Typed(new Expr.FeatureSet(group.getName(), feature.get().getName()), Yields.CONDITION));
        }
        if (scope.granted().containsKey(name)) {
            return Optional.of(new Typed(scope.granted().get(name), Yields.CONDITION));
        }
        Optional<EObject> found = session.symbols().find(name, ref);
        if (found.isPresent() && Constants.isValue(found.get())) {
            return constants.valueOf(found.get()).map(value -> number(value, symbol(found.get())));
        }
        if (found.isPresent() && found.get() instanceof Removed removed) {
            session.reportWhole(ref, Removals.used(removed, name));
            return Optional.empty();
        }
        List<String> known = new ArrayList<>(scope.fields().keySet());
        known.addAll(scope.featureNames());
        known.addAll(scope.granted().keySet());
        known.addAll(session.symbols().valueNames(ref));
        boolean gate = EcoreUtil2.getContainerOfType(ref, GateMod.class) != null || EcoreUtil2.getContainerOfType(ref, CallGateMod.class) != null;
        Message unknown = gate ? GATE_UNKNOWN.of(name, scope.what()) : UNKNOWN_FIELD.of(name, scope.what());
        session.reportWhole(ref, session.symbols().qualified(name, ref).map(full -> unknown.hint("write `" + full + "`").instead(name, full))
                .orElseGet(() -> unknown.nearest(name, known)));
        return Optional.empty();
    }

    private static String symbol(EObject found) {
        if (found instanceof Literal literal) {
            return Symbols.qualifiedName((Element) literal.eContainer()) + "." + literal.getName();
        }
        return Symbols.qualifiedName((Element) found);
    }

    private Optional<Typed> field(Ref ref, String name, Scope scope) {
        List<String> path = Arrays.asList(name.split("\\.", -1));
        TypeRef type = scope.fields().get(path.get(0));
        for (int i = 1; i < path.size(); i++) {
            TypeRef real = Scope.real(type);
            String next = path.get(i);
            if (real instanceof NamedRef named && named.getType() instanceof Flags flags && i == path.size() - 1) {
                return flag(ref, path.subList(0, i), flags, next);
            }
            type = inside(ref, type, next, String.join(".", path.subList(0, i)));
            if (type == null) {
                return Optional.empty();
            }
        }
        return typedField(ref, name, path, type);
    }

    private Optional<Typed> flag(Ref ref, List<String> path, Flags flags, String name) {
        Optional<Literal> literal = session.symbols().literal(flags, name);
        if (literal.isEmpty()) {
            session.reportWhole(ref, UNKNOWN_FIELD.of(name, "flags `" + flags.getName() + "`")
                    .nearest(String.join(".", path), name, flags.getLiterals().stream().map(Literal::getName).toList()));
            return Optional.empty();
        }
        return constants.valueOf(literal.get())
                .map(mask -> new Typed(new Expr.FlagSet(path, name, mask), Yields.CONDITION));
    }

    /** The type of a field inside another; through an array it stands for each element. */
    private TypeRef inside(EObject at, TypeRef outer, String name, String outerName) {
        Map<String, TypeRef> fields = Scope.fieldsOf(outer);
        TypeRef type = fields.get(name);
        if (type == null && Scope.real(outer) instanceof Bits bits) {
            return bits.getParts().stream().anyMatch(part -> name.equals(part.getName())) ? bits : unknown(at, name, outerName, List.of());
        }
        return type != null ? type : unknown(at, name, outerName, fields.keySet());
    }

    private TypeRef unknown(EObject at, String name, String outerName, java.util.Collection<String> known) {
        session.reportWhole(at, UNKNOWN_FIELD.of(name, "`" + outerName + "`").nearest(outerName, name, known));
        return null;
    }

    private Optional<Typed> typedField(EObject at, String name, List<String> path, TypeRef type) {
        TypeRef real = Scope.real(type);
        boolean number = real instanceof Bits
                || real instanceof ScalarRef
                || real instanceof SemanticRef semantic && semantic.getSemantic() == Semantic.FD
                || real instanceof NamedRef named && (named.getType() instanceof Enum || named.getType() instanceof Flags);
        boolean array = type instanceof Named named && !named.getDims().isEmpty() || real instanceof Named other && !other.getDims().isEmpty();
        if (!number || array) {
            String what = array ? "an array" : real instanceof SemanticRef ? "text or an address" : "a struct or union";
            session.reportWhole(at, NOT_NUMERIC.of(name, what));
            return Optional.empty();
        }
        boolean bool = real instanceof ScalarRef scalar && scalar.getScalar() == Scalar.BOOL;
        return Optional.of(new Typed(new Expr.FieldRef(path), bool ? Yields.BOTH : Yields.NUMBER));
    }

    /** The path of a sum: an array of the scope, then numbers inside its elements. */
    private Optional<List<String>> path(Sum sum, String name, Scope scope) {
        List<String> path = Arrays.asList(name.split("\\.", -1));
        TypeRef type = scope.fields().get(path.get(0));
        if (type == null) {
            Message unknown = UNKNOWN_FIELD.of(path.get(0), scope.what());
            String rest = name.substring(path.get(0).length());
            session.report(sum, VbusPackage.Literals.SUM__NAME, Nearest.to(path.get(0), scope.fields().keySet())
                    .map(near -> unknown.hint("did you mean `" + near + "`?").instead(name, near + rest)).orElse(unknown));
            return Optional.empty();
        }
        for (int i = 1; i < path.size(); i++) {
            type = inside(sum, type, path.get(i), String.join(".", path.subList(0, i)));
            if (type == null) {
                return Optional.empty();
            }
        }
        return path.size() == 1 ? Optional.of(path) : typedField(sum, name, path, type).map(typed -> path);
    }
}
