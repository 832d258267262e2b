// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vbus.btf.BtfType;
import org.vbus.model.Const;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.targets.c.CWords;

/** Enums of C, and numbers that have a beginning of their names in common. What fits neither an enum nor flags stays a constant. */
final class EnumImporter {
    private static final Scalar[] BASES = {Scalar.U32, Scalar.S32, Scalar.U64, Scalar.S64};

    /** A named number of C. */
    record Number(String name, BigInteger value, String doc) { }

    private final HeaderText text;
    private final List<Omission> omissions;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> symbols = new HashSet<>();
    private final Set<String> prefixes = new HashSet<>();
    private final Map<String, NamedType> types = new LinkedHashMap<>();
    private final List<Const> constants = new ArrayList<>();
    private final Map<BtfType.Enumeration, Optional<NamedType.Enum>> known = new HashMap<>();

    /**
     * @param structs names that enums cannot have
     * @param omissions is told of names that no header of ours can have
     */
    EnumImporter(HeaderText text, Set<String> structs, List<Omission> omissions) {
        this.text = text;
        this.omissions = omissions;
        this.taken.addAll(structs);
    }

    List<NamedType> types() {
        return List.copyOf(types.values());
    }

    List<Const> constants() {
        return List.copyOf(constants);
    }

    Optional<NamedType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** Whether C has it from here already. */
    boolean has(String symbol) {
        return symbols.contains(symbol);
    }

    /** An enum of C; empty where its names have no beginning in common, so that they are constants. */
    Optional<NamedType.Enum> of(BtfType.Enumeration source) {
        Optional<NamedType.Enum> made = known.get(source);
        if (made == null) {
            List<Number> numbers = source.literals().stream().map(one -> new Number(one.name(), one.value(), text.doc(one.name())))
                    .filter(this::isAllowed).toList();
            Optional<Scalar> base = BtfBase.of(source);
            made = group(source.name().isEmpty() ? Optional.empty() : Optional.of(source.name()), numbers, base, false, text.doc(source.name()))
                    .map(NamedType.Enum.class::cast);
            known.put(source, made);
        }
        return made;
    }

    /** The number type that an enum of C is. */
    private static final class BtfBase {
        static Optional<Scalar> of(BtfType.Enumeration source) {
            return switch (source.bytes()) {
                case 1, 2, 4, 8 -> Optional.of(Scalar.valueOf((source.signed() ? "S" : "U") + source.bytes() * 8));
                default -> Optional.empty();
            };
        }
    }

    /** Macros that stand together: an enum, flags where each is one bit of its own, or constants where they have nothing of their own in common. */
    void macros(List<Number> numbers, String commonToAll) {
        List<Number> fresh = numbers.stream().filter(number -> !symbols.contains(number.name) && isAllowed(number)).toList();
        Optional<String> prefix = fresh.isEmpty() ? Optional.empty() : Names.prefix(fresh.stream().map(Number::name).toList());
        if (fresh.size() < 2 || prefix.isEmpty() || prefix.get().length() <= commonToAll.length() || !prefixes.add(prefix.get())) {
            fresh.forEach(this::constant);
            return;
        }
        boolean bits = fresh.size() > 2 && fresh.stream().allMatch(number -> number.value.bitCount() == 1 && number.value.signum() > 0)
                && fresh.stream().map(Number::value).distinct().count() == fresh.size();
        group(Optional.empty(), fresh, Optional.empty(), bits, "");
    }

    private Optional<NamedType> group(Optional<String> name, List<Number> numbers, Optional<Scalar> declared, boolean bits, String doc) {
        List<Number> good = new ArrayList<>();
        List<Number> rest = new ArrayList<>();
        Set<BigInteger> values = new HashSet<>();
        for (Number number : numbers) {
            if (!symbols.contains(number.name)) {
                (values.add(number.value) ? good : rest).add(number);
            }
        }
        Optional<String> prefix = good.isEmpty() ? Optional.empty() : Names.prefix(good.stream().map(Number::name).toList());
        Optional<Scalar> base = declared.isPresent() ? declared : base(good);
        if (prefix.isEmpty() || base.isEmpty()) {
            numbers.forEach(this::constant);
            return Optional.empty();
        }
        String called = free(name.map(Names::of).orElse(Names.of(prefix.get().substring(0, prefix.get().length() - 1).toLowerCase(Locale.ROOT))));
        int cut = prefix.get().length();
        NamedType type;
        if (bits) {
            Scalar word = good.stream().allMatch(number -> Scalar.U32.holds(number.value)) ? Scalar.U32 : Scalar.U64;
            type = new NamedType.Flags(Meta.of(doc, Origin.NONE), called, word, prefix.get(), good.stream()
                    .map(number -> new NamedType.Flag(Meta.of(number.doc, Origin.NONE), number.name.substring(cut), number.value.getLowestSetBit())).toList());
        } else {
            type = new NamedType.Enum(Meta.of(doc, Origin.NONE), called, base.get(), prefix.get(), true, good.stream()
                    .map(number -> new NamedType.Literal(Meta.of(number.doc, Origin.NONE), number.name.substring(cut), number.value, false)).toList());
        }
        good.forEach(number -> symbols.add(number.name));
        types.put(called, type);
        rest.forEach(this::constant);
        return Optional.of(type);
    }

    private static Optional<Scalar> base(List<Number> numbers) {
        for (Scalar base : BASES) {
            if (numbers.stream().allMatch(number -> base.holds(number.value))) {
                return Optional.of(base);
            }
        }
        return Optional.empty();
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + i;
        }
        return free;
    }

    private boolean isAllowed(Number number) {
        if (CWords.isReserved(number.name)) {
            omissions.add(new Omission("constant " + number.name, "is a name that C keeps for itself, or a header of the kernel has"));
        }
        return !CWords.isReserved(number.name);
    }

    private void constant(Number number) {
        if (Names.isName(number.name) && symbols.add(number.name) && taken.add(number.name)) {
            constants.add(new Const(Meta.of(number.doc, Origin.NONE), number.name, Optional.empty(), number.value));
        }
    }
}
