// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Severity;
import org.vbus.model.expr.Expr;
import org.vbus.model.expr.ExprText;
import org.vbus.model.type.Body;
import org.vbus.model.type.Direction;
import org.vbus.model.type.FieldFacts;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.model.type.TypeRef.Length;
import org.vbus.targets.c.CSymbols;

/**
 * What one half must find true of bytes the other half wrote, once they lie in memory of its own: values of closed enums, unknown
 * flags, fixed values, conditions, reserved zeros. Not checked here: arms of tagged unions, parts of bit words, and elements whose
 * number only the message tells.
 */
public final class Checks {
    static final String UNCHECKED = "VB1308";

    private final KernelTypes types;
    private final Side side;
    private final Map<String, Check.Function> functions = new LinkedHashMap<>();
    private final List<Diagnostic> unchecked = new ArrayList<>();
    private final Map<String, Boolean> visited = new LinkedHashMap<>();

    public Checks(KernelTypes types, Side side) {
        this.types = types;
        this.side = side;
    }

    /** The functions that were asked for so far, each before its first use. */
    public List<Check.Function> functions() {
        return List.copyOf(functions.values());
    }

    /** The name of the function that checks a struct; empty when there is nothing to check. */
    public Optional<String> function(NamedType.Struct struct) {
        String name = "check_" + struct.name();
        if (visited.putIfAbsent(name, true) == null) {
            List<Check> body = new ArrayList<>();
            body(struct.body(), "v->", struct.name(), 0, feature -> Optional.empty(), body);
            if (!body.isEmpty()) {
                functions.put(name, new Check.Function(name, "struct " + struct.name(), body, Check.calls(body)));
            }
        }
        return functions.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /**
     * The checks of a block of arguments that has a struct of its own.
     *
     * @param prefix before a member's name, as {@code args->}
     * @param features the C condition for a feature that has been negotiated
     */
    public List<Check> block(Body body, String prefix, String what, java.util.function.Function<Expr.FeatureSet, Optional<String>> features) {
        List<Check> checks = new ArrayList<>();
        body(body, prefix, what, 0, features, checks);
        return checks;
    }

    private void body(Body body, String prefix, String what, int depth,
                      java.util.function.Function<Expr.FeatureSet, Optional<String>> features, List<Check> found) {
        Scope scope = new Scope(body, prefix, features);
        int reserved = 0;
        for (Member member : body.members()) {
            if (member instanceof Member.Reserved bytes) {
                String name = prefix + "__reserved" + reserved++;
                if (bytes.policy() == Member.Policy.ZERO) {
                    found.add(Check.rule("memchr_inv(" + name + ", 0, sizeof(" + name + "))", what + ": reserved bytes are zero"));
                }
            } else if (member instanceof Member.Field field) {
                field(field, scope, what, depth, found);
            } else {
                ((Member.Overlay) member).arms().forEach(arm -> field(arm, scope, what, depth, found));
            }
        }
    }

    private void field(Member.Field field, Scope scope, String what, int depth, List<Check> found) {
        FieldFacts facts = field.facts();
        if (facts.direction().filter(direction -> !side.checks(direction)).isPresent()) {
            return;
        }
        String gate = "";
        if (facts.gate().isPresent()) {
            Optional<String> holds = CExpr.holds(facts.gate().get(), scope);
            if (holds.isEmpty()) {
                if (!facts.conditions().isEmpty() || facts.fixed().isPresent()) {
                    unchecked(field, what + "." + field.name() + " if " + ExprText.of(facts.gate().get()));
                }
                return;
            }
            gate = "(" + holds.get() + ") && ";
        }
        String name = what + "." + field.name();
        List<Check> own = new ArrayList<>();
        value(field.type(), scope.prefix + field.name(), name, depth, own);
        facts.fixed().ifPresent(value -> own.add(Check.rule(read(field.type(), scope.prefix + field.name()) + " != " + CSymbols.number(value),
                name + " is " + CSymbols.number(value))));
        for (Expr condition : facts.conditions()) {
            CExpr.fails(condition, scope).ifPresentOrElse(text -> own.add(Check.rule(text, what + ": " + ExprText.of(condition))),
                    () -> unchecked(field, what + ": " + ExprText.of(condition)));
        }
        for (Check check : own) {
            found.add(gated(gate, check));
        }
    }

    private void unchecked(Member.Field field, String rule) {
        unchecked.add(new Diagnostic(UNCHECKED, Severity.WARNING, "kernel code does not check the rule `" + rule + "`", field.meta().origin(),
                List.of(), Optional.of("check it in the file of operations")));
    }

    /** Rules of what was asked for that have no form in C: warnings. */
    public List<Diagnostic> unchecked() {
        return List.copyOf(unchecked);
    }

    private static Check gated(String gate, Check check) {
        if (gate.isEmpty()) {
            return check;
        }
        if (check instanceof Check.Rule rule) {
            return new Check.Rule(rule.kind(), gate + "(" + rule.fails() + ")", rule.rule());
        }
        if (check instanceof Check.Inner inner) {
            return new Check.Inner(inner.kind(), gate, inner.function(), inner.address());
        }
        Check.Each each = (Check.Each) check;
        return new Check.Each(each.kind(), each.index(), each.array(), each.body().stream().map(step -> gated(gate, step)).toList());
    }

    private void value(TypeRef type, String path, String what, int depth, List<Check> found) {
        TypeRef resolved = types.resolve(type);
        if (resolved instanceof TypeRef.Of of && of.scalar() == Scalar.BOOL) {
            found.add(Check.rule(path + " > 1", what + " is 0 or 1"));
        } else if (resolved instanceof TypeRef.Inline inline) {
            body(inline.body(), path + ".", what, depth, feature -> Optional.empty(), found);
        } else if (resolved instanceof TypeRef.Array array
                && (array.length() instanceof Length.Fixed || array.length() instanceof Length.ByEnum)) {
            String index = String.valueOf((char) ('i' + depth));
            List<Check> each = new ArrayList<>();
            value(array.element(), path + "[" + index + "]", what, depth + 1, each);
            if (!each.isEmpty()) {
                found.add(new Check.Each("each", index, path, each));
            }
        } else if (types.named(resolved) != null) {
            named(types.named(resolved), resolved, path, what, found);
        }
    }

    private void named(NamedType named, TypeRef type, String path, String what, List<Check> found) {
        if (named instanceof NamedType.Struct struct) {
            function(struct).ifPresent(name -> found.add(new Check.Inner("inner", "", name, "&" + path)));
        } else if (named instanceof NamedType.Enum known && !known.open()) {
            unknown(known, read(type, path)).ifPresent(text -> found.add(Check.rule(text, what + " is one of " + known.name())));
        } else if (named instanceof NamedType.Flags flags) {
            unknownBits(flags).ifPresent(mask -> found.add(Check.rule("(" + read(type, path) + " & " + mask + ") != 0",
                    what + " has no bits beyond " + flags.name())));
        }
    }

    /** The C condition that a value is no literal of the enum; empty when every value is one. */
    static Optional<String> unknown(NamedType.Enum known, String value) {
        List<NamedType.Literal> wire = known.literals().stream().filter(literal -> !literal.local())
                .sorted(Comparator.comparing(NamedType.Literal::value)).toList();
        if (wire.isEmpty()) {
            return Optional.empty();
        }
        BigInteger low = wire.get(0).value();
        BigInteger high = wire.get(wire.size() - 1).value();
        long distinct = wire.stream().map(NamedType.Literal::value).distinct().count();
        if (high.subtract(low).equals(BigInteger.valueOf(distinct - 1))) {
            boolean hasLower = low.compareTo(known.base().min()) > 0;
            boolean hasHigher = high.compareTo(known.base().max()) < 0;
            String below = hasLower ? value + " < " + known.prefix() + wire.get(0).name() : "";
            String above = hasHigher ? value + " > " + known.prefix() + wire.get(wire.size() - 1).name() : "";
            String both = below + (hasLower && hasHigher ? " || " : "") + above;
            return both.isEmpty() ? Optional.empty() : Optional.of(both);
        }
        return Optional.of(wire.stream().map(literal -> value + " != " + known.prefix() + literal.name()).collect(Collectors.joining(" && ")));
    }

    /** The bits of the base that no flag uses, as a C number. */
    static Optional<String> unknownBits(NamedType.Flags flags) {
        BigInteger mask = flags.base().max();
        for (NamedType.Flag flag : flags.flags()) {
            mask = mask.clearBit(flag.bit());
        }
        return mask.signum() == 0 ? Optional.empty() : Optional.of("0x" + mask.toString(16) + (mask.bitLength() > 32 ? "ULL" : mask.bitLength() > 31 ? "U" : ""));
    }

    private String read(TypeRef type, String path) {
        Scalar scalar = types.scalar(type).orElse(Scalar.U8);
        return switch (scalar.order()) {
            case LITTLE -> "le" + scalar.bytes() * 8 + "_to_cpu(" + path + ")";
            case BIG -> "be" + scalar.bytes() * 8 + "_to_cpu(" + path + ")";
            default -> path;
        };
    }

    /** Names of one body, and of what lies inside its members. */
    private final class Scope implements CExpr.Scope {
        private final Body body;
        private final String prefix;
        private final java.util.function.Function<Expr.FeatureSet, Optional<String>> features;

        Scope(Body body, String prefix, java.util.function.Function<Expr.FeatureSet, Optional<String>> features) {
            this.body = body;
            this.prefix = prefix;
            this.features = features;
        }

        @Override
        public String field(List<String> path) {
            return prefix + String.join(".", path);
        }

        @Override
        public String symbol(String qualifiedName) {
            return types.literal(qualifiedName).orElseGet(() -> CSymbols.tag(qualifiedName));
        }

        @Override
        public Optional<Scalar> stored(List<String> path) {
            return stored(body, path);
        }

        private Optional<Scalar> stored(Body in, List<String> path) {
            Optional<TypeRef> type = Fields.find(in, path.get(0)).map(Member.Field::type);
            if (path.size() == 1) {
                return type.flatMap(types::scalar);
            }
            List<String> rest = path.subList(1, path.size());
            return type.flatMap(found -> types.resolve(found) instanceof TypeRef.Inline inline ? stored(inline.body(), rest)
                    : types.struct(found).flatMap(struct -> stored(struct.body(), rest)));
        }

        @Override
        public Optional<String> feature(String group, String bit) {
            return features.apply(new Expr.FeatureSet(group, bit));
        }
    }

    /** Whether this half looks at something that travels in that direction. */
    public boolean looksAt(Direction direction) {
        return side.checks(direction);
    }
}
