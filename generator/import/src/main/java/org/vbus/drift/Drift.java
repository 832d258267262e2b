// SPDX-License-Identifier: Apache-2.0
package org.vbus.drift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vbus.btf.BtfType.Enumeration;
import org.vbus.btf.BtfType.Literal;
import org.vbus.model.Const;
import org.vbus.model.Origin;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.diag.Severity;
import org.vbus.model.type.NamedType;

/** {@code vbusc drift}: what specs say otherwise than a kernel. */
public final class Drift {
    private final SpecSet specs;
    private final Kernel kernel;
    private final List<Diagnostic> found = new ArrayList<>();
    private int structs;
    private int numbers;

    /**
     * What came of it.
     *
     * @param structs how many the kernel has too
     * @param numbers enums, flags and constants that it has too
     */
    public record Outcome(List<Diagnostic> diagnostics, int structs, int numbers) {
        public Outcome {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    private Drift(SpecSet specs, Kernel kernel) {
        this.specs = specs;
        this.kernel = kernel;
    }

    /** Compares all structs, enums, flags and constants of the specs that were asked for. */
    public static Outcome compare(SpecSet specs, Kernel kernel) {
        Drift drift = new Drift(specs, kernel);
        specs.requestedSpecs().forEach(drift::spec);
        return new Outcome(drift.found, drift.structs, drift.numbers);
    }

    private void spec(Spec spec) {
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Struct struct) {
                struct(struct);
            } else if (type instanceof NamedType.Enum named) {
                enumeration(named);
            } else if (type instanceof NamedType.Flags flags) {
                Map<String, Expected> masks = new LinkedHashMap<>();
                flags.flags().forEach(flag -> masks.put(flags.prefix() + flag.name(), new Expected(BigInteger.ONE.shiftLeft(flag.bit()), flag.meta().origin())));
                literals("flags `" + flags.name() + "`", flags.meta().origin(), masks, Optional.empty());
            }
        }
        for (Const constant : spec.constants()) {
            // a macro leaves nothing in a kernel's types, so only those count that are enums there
            kernel.enumerationWith(constant.name()).ifPresent(there -> {
                numbers++;
                value(constant.name(), new Expected(constant.value(), constant.meta().origin()), there);
            });
        }
    }

    private void struct(NamedType.Struct struct) {
        Optional<Kernel.Found> there = kernel.composite(struct.name());
        if (there.isEmpty()) {
            report(Severity.WARNING, DriftRules.STRUCT_MISSING, kernel.name() + " has no struct `" + struct.name() + "`", struct.meta().origin(),
                    "it is in a module that is not loaded, or in none; --btf names a file that has it");
            return;
        }
        structs++;
        new StructDrift(specs, kernel, there.get().btf(), found).compare(struct, there.get().type());
    }

    // --- numbers

    /** A number of a spec. */
    private record Expected(BigInteger value, Origin origin) { }

    private void enumeration(NamedType.Enum named) {
        Map<String, Expected> expected = new LinkedHashMap<>();
        named.literals().forEach(literal -> expected.put(named.prefix() + literal.name(), new Expected(literal.value(), literal.meta().origin())));
        literals("enum `" + named.name() + "`", named.meta().origin(), expected, kernel.enumeration(named.name()));
    }

    private void literals(String what, Origin at, Map<String, Expected> expected, Optional<Enumeration> sameName) {
        // a name alone may be another enum's
        Optional<Enumeration> there = sameName.filter(one -> one.literals().stream().anyMatch(literal -> expected.containsKey(literal.name())))
                .or(() -> expected.keySet().stream().flatMap(name -> kernel.enumerationWith(name).stream()).findFirst());
        if (there.isEmpty()) {
            report(Severity.NOTE, DriftRules.NUMBERS_MISSING, kernel.name() + " has no enum with the names of " + what, at,
                    "macros leave nothing in a kernel's types, so nothing can be said of their values");
            return;
        }
        numbers++;
        Map<String, BigInteger> actual = there.get().literals().stream().collect(Collectors.toMap(Literal::name, Literal::value, (a, b) -> a, LinkedHashMap::new));
        expected.forEach((name, one) -> {
            if (actual.containsKey(name)) {
                value(name, one, there.get());
            } else {
                report(Severity.ERROR, DriftRules.LITERAL_MISSING, what + " has `" + name + "`, and " + kernel.name() + " does not", one.origin,
                        "the spec is of a later kernel, or the name was taken back");
            }
        });
        List<String> added = actual.keySet().stream().filter(name -> !expected.containsKey(name)).toList();
        if (!added.isEmpty()) {
            report(Severity.WARNING, DriftRules.LITERAL_ADDED, kernel.name() + " has more in " + what + ": " + added.stream().limit(8)
                    .map(name -> "`" + name + "` = " + actual.get(name)).collect(Collectors.joining(", ")) + (added.size() > 8 ? ", ..." : ""), at,
                    "add them, or leave out what is of the kernel's C interface only");
        }
    }

    private void value(String name, Expected expected, Enumeration there) {
        BigInteger actual = there.literals().stream().filter(literal -> literal.name().equals(name)).findFirst().orElseThrow().value();
        if (!actual.equals(expected.value)) {
            report(Severity.ERROR, DriftRules.VALUE, "`" + name + "` is " + expected.value + ", and " + actual + " in " + kernel.name(), expected.origin,
                    "write `= " + actual + "`, if the kernel is right");
        }
    }

    private void report(Severity severity, String code, String message, Origin at, String hint) {
        found.add(new Diagnostic(code, severity, message, at, List.of(), Optional.of(hint)));
    }
}
