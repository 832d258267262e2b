// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.expr.Expr;
import org.vbus.model.type.Direction;
import org.vbus.model.type.Member;
import org.vbus.model.type.Scalar;
import org.vbus.targets.c.CSymbols;

/** The feature groups of a device as C sees them. */
public final class Features {
    private final Device device;
    private final KernelTypes types;

    public Features(Device device, KernelTypes types) {
        this.device = device;
        this.types = types;
    }

    /**
     * One group.
     *
     * @param name in lower case
     * @param symbol its number
     * @param prefix of its bits
     * @param known every bit it has, as a C number
     * @param rules what bits ask of others
     */
    public record Group(String name, String symbol, String prefix, String known, List<Rule> rules) {
        public Group {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A bit with a requirement.
     *
     * @param mask the bit, as a C expression
     * @param fails the C condition that its requirement does not hold, over {@code bits} and {@code conn}
     */
    public record Rule(String mask, String fails) { }

    /**
     * Where one negotiation travels.
     *
     * @param call the call, or empty for the bus's own
     * @param groups that it negotiates
     */
    public record Way(Optional<Call> call, List<Group> groups) { }

    /** Members of a negotiation's block: which group, which bits. */
    public record Block(String group, String bits, Scalar bitsType) { }

    public List<Group> groups() {
        return device.features().stream().map(this::group).toList();
    }

    /** The bus's own way first, with the groups that name no call; then each call that groups name. */
    public List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(Optional.empty(), device.features().stream().filter(group -> group.via().isEmpty()).map(this::group).toList()));
        for (Call call : device.calls()) {
            List<Group> groups = device.features().stream().filter(group -> group.via().filter(call.name()::equals).isPresent())
                    .map(this::group).toList();
            if (!groups.isEmpty()) {
                ways.add(new Way(Optional.of(call), groups));
            }
        }
        return ways;
    }

    /** Whether a call only negotiates, so that generated code answers it. */
    public boolean negotiates(Call call) {
        return device.features().stream().anyMatch(group -> group.via().filter(call.name()::equals).isPresent());
    }

    /** The C condition that a feature has been granted, on {@code holder->granted_x}. */
    public Optional<String> granted(String holder, Expr.FeatureSet feature) {
        return device.features().stream().filter(group -> group.name().equals(feature.group())).findFirst()
                .map(group -> holder + "->granted_" + lower(group.name()) + " & " + mask(group, feature.bit()));
    }

    /** The C condition that a feature is in a word of bits. */
    Optional<String> masked(String word, Expr.FeatureSet feature) {
        return device.features().stream().filter(group -> group.name().equals(feature.group())).findFirst()
                .map(group -> word + " & " + mask(group, feature.bit()));
    }

    /** The C condition that a gate holds, in parentheses; a gate is made of features only. */
    public String gate(String holder, Expr gate) {
        return "(" + CExpr.holds(gate, new FeatureScope(feature -> granted(holder, feature)))
                .orElseThrow(() -> new IllegalStateException("gate " + gate + " is more than features")) + ")";
    }

    /** Where a negotiating call has group and bits; empty when its block does not say so. */
    public Optional<Block> block(Call call) {
        CallShape shape = CallShape.of(device, call, types);
        List<Member.Field> fields = Fields.of(shape.body()).toList();
        List<Member.Field> in = fields.stream().filter(field -> direction(field, call) == Direction.IN).toList();
        List<Member.Field> inout = fields.stream().filter(field -> direction(field, call) == Direction.INOUT).toList();
        if (in.size() != 1 || inout.size() != 1 || fields.size() != 2 || types.scalar(in.get(0).type()).isEmpty()
                || types.scalar(inout.get(0).type()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Block(in.get(0).name(), inout.get(0).name(), types.scalar(inout.get(0).type()).get()));
    }

    private static Direction direction(Member.Field field, Call call) {
        Optional<Direction> own = field.facts().direction();
        return own.orElseGet(() -> call.args().stream().filter(arg -> arg.name().equals(field.name())).findFirst()
                .map(arg -> arg.direction()).orElse(call.args().get(0).direction()));
    }

    private Group group(FeatureGroup group) {
        BigInteger known = BigInteger.ZERO;
        List<Rule> rules = new ArrayList<>();
        for (FeatureGroup.Bit bit : group.bits()) {
            known = known.setBit(bit.bit());
            bit.requires().ifPresent(requires -> rules.add(new Rule(mask(group, bit.name()), CExpr.fails(requires,
                    new FeatureScope(feature -> feature.group().equals(group.name())
                            ? Optional.of("bits & " + mask(group, feature.bit())) : granted("conn", feature)))
                    .orElseThrow(() -> new IllegalStateException("requirement of " + bit.name() + " is more than features")))));
        }
        return new Group(lower(group.name()), CSymbols.group(group), group.prefix() + "*", "0x" + known.toString(16) + "ULL", rules);
    }

    /** A bit of a group as a C mask. */
    static String mask(FeatureGroup group, String bit) {
        FeatureGroup.Bit found = group.bits().stream().filter(candidate -> candidate.name().equals(bit)).findFirst().orElseThrow();
        return group.emitNumbers() ? "BIT_ULL(" + CSymbols.bit(group, found) + ")" : CSymbols.bit(group, found);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record FeatureScope(java.util.function.Function<Expr.FeatureSet, Optional<String>> features) implements CExpr.Scope {
        @Override
        public String field(List<String> path) {
            return "";
        }

        @Override
        public Optional<Scalar> stored(List<String> path) {
            return Optional.empty();
        }

        @Override
        public Optional<String> feature(String group, String bit) {
            return features.apply(new Expr.FeatureSet(group, bit));
        }
    }
}
