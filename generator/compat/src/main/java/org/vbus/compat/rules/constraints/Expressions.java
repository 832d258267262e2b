// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.constraints;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.Expr.BinaryOp;

/**
 * From the text that {@link org.vbus.model.expr.ExprText} makes back to an expression. What names stand for is lost: each is a {@link Expr.FieldRef}.
 */
final class Expressions {
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\d+|[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*|==|!=|<=|>=|<<|>>|\\.\\.|[<>|&+\\-*/%~()])");
    /** As tight as the text puts them, the loosest first; bits and shifts are one rank there. */
    private static final List<Map<String, BinaryOp>> RANKS = List.of(Map.of("or", BinaryOp.OR), Map.of("and", BinaryOp.AND),
            Map.of("==", BinaryOp.EQ, "!=", BinaryOp.NE, "<", BinaryOp.LT, "<=", BinaryOp.LE, ">", BinaryOp.GT, ">=", BinaryOp.GE),
            Map.of("|", BinaryOp.BIT_OR, "&", BinaryOp.BIT_AND, "<<", BinaryOp.SHL, ">>", BinaryOp.SHR),
            Map.of("+", BinaryOp.ADD, "-", BinaryOp.SUB), Map.of("*", BinaryOp.MUL, "/", BinaryOp.DIV, "%", BinaryOp.MOD));
    private static final int RELATION = 2;
    private static final int DEEPEST = 200;

    private final List<String> tokens;
    private int at;
    private int depth;

    private Expressions(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Empty for a text that is no such expression, as one of a newer version of the language. */
    static Optional<Expr> parse(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find() && token.start() == end) {
            tokens.add(token.group(1));
            end = token.end();
        }
        if (!text.substring(end).isBlank()) {
            return Optional.empty();
        }
        try {
            Expressions parser = new Expressions(tokens);
            Expr expr = parser.rank(0);
            return parser.at == tokens.size() ? Optional.of(expr) : Optional.empty();
        } catch (Unknown e) {
            return Optional.empty();
        }
    }

    private Expr rank(int rank) {
        if (rank == RANKS.size()) {
            return prefix();
        }
        Expr left = rank(rank + 1);
        while (at < tokens.size()) {
            BinaryOp op = RANKS.get(rank).get(tokens.get(at));
            if (op != null) {
                at++;
                left = new Expr.Binary(op, left, rank(rank + 1));
            } else if (rank == RELATION && tokens.get(at).equals("in")) {
                at++;
                Expr low = rank(rank + 1);
                take("..");
                left = new Expr.Between(left, low, rank(rank + 1));
            } else {
                return left;
            }
        }
        return left;
    }

    private Expr prefix() {
        if (++depth > DEEPEST) {
            throw new Unknown();
        }
        String token = next();
        Expr found = switch (token) {
            case "not" -> new Expr.Unary(Expr.UnaryOp.NOT, prefix());
            case "~" -> new Expr.Unary(Expr.UnaryOp.COMPLEMENT, prefix());
            case "-" -> negative(prefix());
            case "(" -> {
                Expr inner = rank(0);
                take(")");
                yield inner;
            }
            default -> word(token);
        };
        depth--;
        return found;
    }

    private static Expr negative(Expr expr) {
        return expr instanceof Expr.Num num ? new Expr.Num(num.value().negate(), "") : new Expr.Unary(Expr.UnaryOp.NEGATE, expr);
    }

    private Expr word(String token) {
        if (Character.isDigit(token.charAt(0))) {
            return new Expr.Num(new BigInteger(token), "");
        }
        if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
            throw new Unknown();
        }
        if (token.equals("sum") && at < tokens.size() && tokens.get(at).equals("(")) {
            take("(");
            String path = next();
            take(")");
            return new Expr.Sum(Arrays.asList(path.split("\\.")));
        }
        return new Expr.FieldRef(Arrays.asList(token.split("\\.")));
    }

    private String next() {
        if (at == tokens.size()) {
            throw new Unknown();
        }
        return tokens.get(at++);
    }

    private void take(String token) {
        if (!next().equals(token)) {
            throw new Unknown();
        }
    }

    /** Not an expression that is known here. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
