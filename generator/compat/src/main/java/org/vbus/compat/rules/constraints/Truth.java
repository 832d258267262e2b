// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.ValueRange;

/**
 * Compares what two sets of conditions accept. Every term that is compared with numbers is a variable, and takes the values at which a comparison
 * may turn, so that what holds for these holds for all. Two terms that are compared with each other are one variable, of three values. That variables
 * are taken as independent finds more cases than there are and never fewer: what is not found in one version only is accepted by both.
 */
final class Truth {
    private static final BigInteger LONGEST_PERIOD = BigInteger.valueOf(4096);
    private static final long MOST_CASES = 400_000;
    private static final int MOST_VALUES = 50_000;

    private final Function<String, Optional<ValueRange>> domains;
    private final Map<String, TreeSet<BigInteger>> constants = new LinkedHashMap<>();
    private final Map<String, BigInteger> periods = new LinkedHashMap<>();
    private final Map<String, BigInteger> now = new LinkedHashMap<>();

    private Truth(Function<String, Optional<ValueRange>> domains) {
        this.domains = domains;
    }

    /**
     * What differs.
     *
     * @param oldOnly something is accepted by the older version only
     * @param newOnly something is accepted by the newer version only
     * @param old of the values of one variable, those that the older version accepts with some values of the others; few stand for many
     */
    record Difference(boolean oldOnly, boolean newOnly, TreeSet<BigInteger> old, TreeSet<BigInteger> newer) { }

    /**
     * Compares.
     *
     * @param own the variable whose values are of interest
     * @param most other values of it do not count; empty for all
     * @param domains the values that a path can have, empty for what is not known
     * @return empty when there are too many cases to look at
     */
    static Optional<Difference> compare(List<Expr> old, List<Expr> newer, String own, Optional<BigInteger> most,
            Function<String, Optional<ValueRange>> domains) {
        Truth truth = new Truth(domains);
        truth.constants.put(own, new TreeSet<>());
        old.forEach(truth::collect);
        newer.forEach(truth::collect);
        List<String> names = new ArrayList<>(truth.constants.keySet());
        List<List<BigInteger>> values = new ArrayList<>();
        long cases = 1;
        for (String name : names) {
            Optional<List<BigInteger>> some = truth.values(name);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            values.add(name.equals(own) && most.isPresent()
                    ? some.get().stream().filter(value -> value.compareTo(most.get()) <= 0).toList() : some.get());
            cases *= Math.max(1, some.get().size());
            if (cases > MOST_CASES) {
                return Optional.empty();
            }
        }
        return Optional.of(truth.run(old, newer, own, names, values));
    }

    private Difference run(List<Expr> old, List<Expr> newer, String own, List<String> names, List<List<BigInteger>> values) {
        boolean oldOnly = false;
        boolean newOnly = false;
        TreeSet<BigInteger> oldOwn = new TreeSet<>();
        TreeSet<BigInteger> newOwn = new TreeSet<>();
        int[] at = new int[names.size()];
        boolean more = values.stream().noneMatch(List::isEmpty);
        while (more) {
            for (int i = 0; i < at.length; i++) {
                now.put(names.get(i), values.get(i).get(at[i]));
            }
            boolean before = old.stream().allMatch(this::holds);
            boolean after = newer.stream().allMatch(this::holds);
            oldOnly |= before && !after;
            newOnly |= after && !before;
            if (before) {
                oldOwn.add(now.get(own));
            }
            if (after) {
                newOwn.add(now.get(own));
            }
            int wheel = 0;
            while (wheel < at.length && ++at[wheel] == values.get(wheel).size()) {
                at[wheel++] = 0;
            }
            more = wheel < at.length;
        }
        return new Difference(oldOnly, newOnly, oldOwn, newOwn);
    }

    private Optional<List<BigInteger>> values(String name) {
        if (name.startsWith("?")) {
            return Optional.of(List.of(BigInteger.ONE.negate(), BigInteger.ZERO, BigInteger.ONE));
        }
        TreeSet<BigInteger> turns = new TreeSet<>(List.of(BigInteger.ZERO, BigInteger.ONE));
        for (BigInteger constant : constants.get(name)) {
            turns.addAll(List.of(constant.subtract(BigInteger.ONE), constant, constant.add(BigInteger.ONE)));
        }
        Optional<ValueRange> domain = domains.apply(name);
        domain.ifPresent(range ->
                turns.addAll(List.of(range.low(), range.low().add(BigInteger.ONE), range.high().subtract(BigInteger.ONE), range.high())));
        BigInteger period = periods.getOrDefault(name, BigInteger.ONE);
        if (period.compareTo(LONGEST_PERIOD) > 0 || period.longValue() * turns.size() > MOST_VALUES) {
            return Optional.empty();
        }
        TreeSet<BigInteger> all = new TreeSet<>(turns);
        if (period.compareTo(BigInteger.ONE) > 0) {
            for (BigInteger turn : turns) {
                for (long step = -period.longValue(); step <= period.longValue(); step++) {
                    all.add(turn.add(BigInteger.valueOf(step)));
                }
            }
        }
        return Optional.of(all.stream().filter(value -> domain.isEmpty()
                || value.compareTo(domain.get().low()) >= 0 && value.compareTo(domain.get().high()) <= 0).toList());
    }

    private void collect(Expr expr) {
        if (expr instanceof Expr.Num) {
            return;
        }
        if (expr instanceof Expr.Unary unary && unary.op() == Expr.UnaryOp.NOT) {
            collect(unary.argument());
        } else if (expr instanceof Expr.Between between) {
            collect(compared(BinaryOp.GE, between.value(), between.low()));
            collect(compared(BinaryOp.LE, between.value(), between.high()));
        } else if (expr instanceof Expr.Binary binary && (binary.op() == BinaryOp.AND || binary.op() == BinaryOp.OR)) {
            collect(binary.left());
            collect(binary.right());
        } else if (expr instanceof Expr.Binary binary && isRelation(binary.op())) {
            compared(binary);
        } else {
            variable(expr);
        }
    }

    private void compared(Expr.Binary binary) {
        Expr.Binary turned = binary.left() instanceof Expr.Num ? turned(binary) : binary;
        if (turned.left() instanceof Expr.Num) {
            return;
        }
        if (turned.right() instanceof Expr.Num constant) {
            TreeSet<BigInteger> turns = variable(turned.left());
            if (!isPeriodic(turned.left())) {
                turns.add(constant.value());
            }
        } else {
            constants.computeIfAbsent(both(turned), name -> new TreeSet<>());
        }
    }

    /** The variable that a term is made of, else the term as a whole. */
    private TreeSet<BigInteger> variable(Expr term) {
        if (isPeriodic(term)) {
            Expr.Binary binary = (Expr.Binary) term;
            BigInteger number = ((Expr.Num) binary.right()).value();
            BigInteger period = binary.op() == BinaryOp.MOD ? number : BigInteger.ONE.shiftLeft(number.bitLength());
            periods.merge(text(binary.left()), period, (a, b) -> a.multiply(b).divide(a.gcd(b)));
            return constants.computeIfAbsent(text(binary.left()), name -> new TreeSet<>());
        }
        return constants.computeIfAbsent(text(term), name -> new TreeSet<>());
    }

    private static boolean isPeriodic(Expr term) {
        return term instanceof Expr.Binary binary && (binary.op() == BinaryOp.MOD || binary.op() == BinaryOp.BIT_AND)
                && binary.left() instanceof Expr.FieldRef
                && binary.right() instanceof Expr.Num num && num.value().signum() > 0 && num.value().compareTo(LONGEST_PERIOD) < 0;
    }

    private boolean holds(Expr expr) {
        if (expr instanceof Expr.Num num) {
            return num.value().signum() != 0;
        }
        if (expr instanceof Expr.Unary unary && unary.op() == Expr.UnaryOp.NOT) {
            return !holds(unary.argument());
        }
        if (expr instanceof Expr.Between between) {
            return holds(compared(BinaryOp.GE, between.value(), between.low())) && holds(compared(BinaryOp.LE, between.value(), between.high()));
        }
        if (expr instanceof Expr.Binary binary) {
            if (binary.op() == BinaryOp.AND) {
                return holds(binary.left()) && holds(binary.right());
            }
            if (binary.op() == BinaryOp.OR) {
                return holds(binary.left()) || holds(binary.right());
            }
            if (isRelation(binary.op())) {
                return relation(binary);
            }
        }
        return value(expr).signum() != 0;
    }

    private boolean relation(Expr.Binary binary) {
        Expr.Binary turned = binary.left() instanceof Expr.Num ? turned(binary) : binary;
        int sign;
        if (turned.right() instanceof Expr.Num constant) {
            sign = value(turned.left()).compareTo(constant.value());
        } else {
            BigInteger known = now.get(both(turned));
            sign = isInOrder(turned) ? known.signum() : -known.signum();
        }
        return switch (turned.op()) {
            case EQ -> sign == 0;
            case NE -> sign != 0;
            case LT -> sign < 0;
            case LE -> sign <= 0;
            case GT -> sign > 0;
            default -> sign >= 0;
        };
    }

    private BigInteger value(Expr term) {
        if (term instanceof Expr.Num num) {
            return num.value();
        }
        if (isPeriodic(term)) {
            Expr.Binary binary = (Expr.Binary) term;
            BigInteger left = now.get(text(binary.left()));
            BigInteger number = ((Expr.Num) binary.right()).value();
            return binary.op() == BinaryOp.MOD ? left.remainder(number) : left.and(number);
        }
        return now.get(text(term));
    }

    private static boolean isRelation(BinaryOp op) {
        return switch (op) {
            case EQ, NE, LT, LE, GT, GE -> true;
            default -> false;
        };
    }

    private static Expr.Binary compared(BinaryOp op, Expr left, Expr right) {
        return new Expr.Binary(op, left, right);
    }

    private static Expr.Binary turned(Expr.Binary binary) {
        BinaryOp op = switch (binary.op()) {
            case LT -> BinaryOp.GT;
            case LE -> BinaryOp.GE;
            case GT -> BinaryOp.LT;
            case GE -> BinaryOp.LE;
            default -> binary.op();
        };
        return new Expr.Binary(op, binary.right(), binary.left());
    }

    private static boolean isInOrder(Expr.Binary binary) {
        return text(binary.left()).compareTo(text(binary.right())) <= 0;
    }

    /** One name for two terms, whichever stands first. */
    private static String both(Expr.Binary binary) {
        String left = text(binary.left());
        String right = text(binary.right());
        return "?" + (isInOrder(binary) ? left + " " + right : right + " " + left);
    }

    private static String text(Expr expr) {
        return ExprText.of(expr);
    }
}
