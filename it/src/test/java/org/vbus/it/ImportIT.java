// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.importer.ImportException;
import org.vbus.importer.Imported;
import org.vbus.importer.Importer;
import org.vbus.importer.Mapping;
import org.vbus.model.Spec;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;

/**
 * Linux's headers of virtualisation, as specs, as headers again. What compilers make of both is the same on four kinds of machines: sizes, the offset of every member at any
 * depth, every number. And the warning about machines is told of those structs that differ between them, and of no other.
 */
@Needs("check")
class ImportIT {
    private static final Path LINUX = Path.of("/usr/include/linux");
    private static final Pattern NAMES = Pattern.compile("(virtio|vhost|vfio|vm_sockets|kvm)\\w*\\.h|(vduse|vdpa|io_uring|vsockmon|if_tun|userfaultfd|udmabuf|iommu|hyperv|vboxguest|vbox_vmmdev_types)\\.h");
    private static final Pattern DEFINED = Pattern.compile("(?m)^(?:struct|union)\\s+(\\w+)\\s*\\{");
    /** Those that were imported when this was written; a later linux-libc-dev has more. */
    private static final int AT_LEAST = 400;
    private static final int FACT_BYTES = 8;

    private static int structs;
    private static int members;
    private static int numbers;
    private static int divergent;
    private static final Set<String> EXCLUDED = new TreeSet<>();
    private static int headers;

    private static List<Machine> machines() {
        return Machine.ALL.stream().filter(machine -> Set.of("m64", "m32", "mx32", "m68k").contains(machine.name())).toList();
    }

    @TestFactory
    List<DynamicTest> everyHeaderComesBack() throws IOException, InterruptedException {
        List<Path> found;
        try (Stream<Path> files = Files.list(LINUX)) {
            found = files.filter(file -> NAMES.matcher(file.getFileName().toString()).matches()).sorted().toList();
        }
        assertThat(found).hasSizeGreaterThan(40);
        Path out = Home.TARGET.resolve("import");
        Command.of("rm", "-rf", out).run().succeeded();
        Path stubs = Files.createDirectories(out.resolve("stubs/gnu"));
        // lists of functions that a C library of another size lacks; no header has a type from there
        for (String stub : List.of("stubs-32.h", "stubs-x32.h")) {
            Files.writeString(stubs.resolve(stub), "");
        }
        // the same headers for the other machine's compiler, with its own asm/
        Path same = Files.createDirectories(out.resolve("same"));
        Files.createSymbolicLink(same.resolve("linux"), LINUX);
        Files.createSymbolicLink(same.resolve("asm-generic"), Path.of("/usr/include/asm-generic"));
        return found.stream().map(header -> DynamicTest.dynamicTest(header.getFileName().toString(), () -> comesBack(header, out))).toList();
    }

    private static void comesBack(Path header, Path out) throws IOException, InterruptedException {
        Imported imported;
        try {
            imported = Importer.run(new org.vbus.importer.Request(header, List.of(), List.of(), Optional.empty(), List.of(), List.of(), "gcc"));
        } catch (ImportException e) {
            // a header that only includes others, or defines typedefs alone
            assertThat(DEFINED.matcher(Files.readString(header)).find()).as("%s: %s", header, e.getMessage()).isFalse();
            assertThat(e.diagnostics()).extracting(Diagnostic::code).containsExactly("VB1703");
            return;
        }
        assertThat(imported.notes()).as("all kinds of machines were measured").isEmpty();
        nothingIsMissing(header, imported);
        Path spec = Files.writeString(Files.createDirectories(out.resolve("specs")).resolve(header.getFileName().toString().replace(".h", ".vbus")), imported.text());
        Outcome outcome = new Compiler().generate(new Request(List.of(spec), List.of(Home.SPECS)), Backends.installed().select(Set.of("c")), out.resolve("generated"));
        assertThat(outcome.failed()).as(outcome.diagnostics().toString()).isFalse();

        Map<Machine, byte[]> original = new LinkedHashMap<>();
        List<String> those = facts(imported, true);
        List<String> ours = facts(imported, false);
        Path regenerated = out.resolve("generated/include/uapi").resolve(CSymbols.header(imported.spec().packageName()));
        List<Machine> machines = new ArrayList<>(machines());
        // kvm is not on all machines; those of x86 have every header
        machines.removeIf(machine -> machine.name().equals("m68k") && header.getFileName().toString().startsWith("kvm"));
        for (Machine machine : machines) {
            byte[] before = compiled(header, those, machine, out, "before");
            byte[] after = compiled(regenerated, ours, machine, out, "after");
            assertThat(before).hasSize(FACT_BYTES * those.size());
            for (int i = 0; i < those.size(); i++) {
                // a typedef may ask for more than m68k gives; import measures x86 alone, and it moves nothing
                if (those.get(i).startsWith("_Alignof(") && machine.name().equals("m68k")) {
                    continue;
                }
                assertThat(number(after, i)).as("%s is %s, %s is %s", those.get(i), number(before, i), ours.get(i), number(after, i)).isEqualTo(number(before, i));
            }
            original.put(machine, before);
        }
        assertThat(flagged(outcome, imported, machines)).as("structs that differ between machines").isEqualTo(different(imported, original));
        headers++;
        structs += imported.mappings().size();
        members += imported.mappings().stream().mapToInt(mapping -> mapping.members().size()).sum();
        numbers += numbers(imported.spec()).size();
        divergent += different(imported, original).size();
        imported.omissions().stream().filter(one -> one.what().startsWith("struct ")).forEach(one -> EXCLUDED.add(header.getFileName() + ": " + one));
    }

    /** What a header's text defines is imported, or listed with the reason. */
    private static void nothingIsMissing(Path header, Imported imported) throws IOException {
        Set<String> known = imported.mappings().stream().map(mapping -> mapping.cType().replaceAll(".* ", "")).collect(Collectors.toSet());
        imported.omissions().forEach(one -> {
            assertThat(one.reason()).isNotBlank();
            known.add(one.what().replaceAll(".* ", ""));
        });
        Matcher defined = DEFINED.matcher(Files.readString(header));
        while (defined.find()) {
            assertThat(known).contains(defined.group(1));
        }
        assertThat(imported.text()).contains(imported.omissions().stream().map(one -> "//   " + one).toList());
    }

    /** Expressions whose values both headers must agree on. */
    private static List<String> facts(Imported imported, boolean original) {
        List<String> facts = new ArrayList<>();
        for (Mapping mapping : imported.mappings()) {
            String type = original ? mapping.cType() : "struct " + mapping.name();
            facts.add("sizeof(" + type + ")");
            facts.add("_Alignof(" + type + ")");
            for (Mapping.Path path : mapping.members()) {
                String member = original ? path.c() : path.spec();
                facts.add("__builtin_offsetof(" + type + ", " + member + ")");
                // an array of any length has no size
                facts.add("__builtin_choose_expr(__builtin_types_compatible_p(char, char), sizeof(__typeof__(((" + type + " *)0)->" + member + ")), 0)");
            }
        }
        facts.removeIf(fact -> open(imported).stream().anyMatch(end -> fact.endsWith(end)));
        numbers(imported.spec()).forEach(name -> facts.add("(unsigned long long)(" + name + ")"));
        return facts;
    }

    /** How the question for the size of an array without length ends, under both names. */
    private static List<String> open(Imported imported) {
        List<String> ends = new ArrayList<>();
        for (NamedType type : imported.spec().types()) {
            if (type instanceof NamedType.Struct struct && struct.body().members().get(struct.body().members().size() - 1) instanceof org.vbus.model.type.Member.Field last
                    && last.type() instanceof org.vbus.model.type.TypeRef.Array array && array.length() instanceof org.vbus.model.type.TypeRef.Length.Open) {
                for (Mapping mapping : imported.mappings().stream().filter(one -> one.name().equals(struct.name())).toList()) {
                    Mapping.Path path = mapping.members().stream().filter(one -> one.spec().equals(last.name())).findFirst().orElseThrow();
                    ends.add("((" + mapping.cType() + " *)0)->" + path.c() + ")), 0)");
                    ends.add("((struct " + mapping.name() + " *)0)->" + path.spec() + ")), 0)");
                }
            }
        }
        return ends;
    }

    private static List<String> numbers(Spec spec) {
        List<String> names = new ArrayList<>();
        spec.constants().forEach(constant -> names.add(constant.name()));
        for (NamedType type : spec.types()) {
            if (type instanceof NamedType.Enum one) {
                one.literals().forEach(literal -> names.add(one.prefix() + literal.name()));
            } else if (type instanceof NamedType.Flags one) {
                one.flags().forEach(flag -> names.add(one.prefix() + flag.name()));
            }
        }
        return names;
    }

    private static byte[] compiled(Path header, List<String> facts, Machine machine, Path out, String name) throws IOException, InterruptedException {
        Path unit = Files.writeString(out.resolve(name + ".c"), "#include \"" + header + "\"\n#if __has_include(<linux/ioctl.h>)\n#include <linux/ioctl.h>\n#endif\n"
                + "__attribute__((section(\".vbus.facts\"), used)) const unsigned long long facts[] = {\n" + String.join(",\n", facts) + "\n};\n");
        Path object = out.resolve(name + ".o");
        Path raw = out.resolve(name + ".bin");
        Command.of(machine.compiler()).with(machine.options().toArray()).with("-w", "-idirafter", out.resolve("stubs"))
                .with(machine.name().equals("m68k") ? new Object[] {"-I", out.resolve("same")} : new Object[0]).with("-c", unit, "-o", object).run().succeeded();
        Command.of(machine.name().equals("m68k") ? "m68k-linux-gnu-objcopy" : "objcopy", "-O", "binary", "--only-section=.vbus.facts", "--set-section-flags",
                ".vbus.facts=alloc,contents", object, raw).run().succeeded();
        byte[] bytes = Files.readAllBytes(raw);
        if (machine.bigEndian()) {
            for (int i = 0; i < bytes.length; i += FACT_BYTES) {
                for (int j = 0; j < FACT_BYTES / 2; j++) {
                    byte swapped = bytes[i + j];
                    bytes[i + j] = bytes[i + FACT_BYTES - 1 - j];
                    bytes[i + FACT_BYTES - 1 - j] = swapped;
                }
            }
        }
        return bytes;
    }

    private static BigInteger number(byte[] facts, int index) {
        byte[] big = new byte[FACT_BYTES + 1];
        for (int i = 0; i < FACT_BYTES; i++) {
            big[FACT_BYTES - i] = facts[index * FACT_BYTES + i];
        }
        return new BigInteger(big);
    }

    /** Structs of which the compilers of two machines say different sizes or offsets; alignment alone moves nothing. */
    private static Set<String> different(Imported imported, Map<Machine, byte[]> original) {
        Set<String> different = new TreeSet<>();
        List<String> facts = facts(imported, true);
        byte[] wide = original.entrySet().stream().filter(one -> one.getKey().name().equals("m64")).findFirst().orElseThrow().getValue();
        String of = "";
        int mapping = -1;
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).startsWith("sizeof(")) {
                of = imported.mappings().get(++mapping).name();
            }
            if (facts.get(i).startsWith("_Alignof(") || facts.get(i).startsWith("(unsigned")) {
                continue;
            }
            int at = i * FACT_BYTES;
            if (original.values().stream().anyMatch(bytes -> !Arrays.equals(bytes, at, at + FACT_BYTES, wide, at, at + FACT_BYTES))) {
                different.add(of);
            }
        }
        return different;
    }

    /** Structs of which the compiler of specs says that they differ, by the line that it names. */
    private static Set<String> flagged(Outcome outcome, Imported imported, List<Machine> machines) throws IOException {
        Set<String> flagged = new TreeSet<>();
        List<String> lines = imported.text().lines().toList();
        for (Diagnostic diagnostic : outcome.diagnostics()) {
            assertThat(diagnostic.code()).isEqualTo("VB1118");
            if (diagnostic.message().endsWith("on m68k") && machines.stream().noneMatch(machine -> machine.name().equals("m68k"))) {
                continue;
            }
            int line = diagnostic.origin().line();
            while (!lines.get(line - 1).startsWith("struct ")) {
                line--;
            }
            flagged.add(lines.get(line - 1).split(" ")[1]);
        }
        // what was put beside a struct because it has no name in C is no struct of C
        flagged.retainAll(imported.mappings().stream().map(Mapping::name).collect(Collectors.toSet()));
        return flagged;
    }

    @AfterAll
    static void nothingWasForgotten() {
        System.out.printf("import: %d headers, %d structs, %d members, %d numbers the same on %s; %d structs differ between machines and are warned of; not expressible:%n%s%n",
                headers, structs, members, numbers, machines().stream().map(Machine::name).toList(), divergent, String.join("\n", EXCLUDED));
        assertThat(structs).isGreaterThanOrEqualTo(AT_LEAST);
        assertThat(divergent).isPositive();
        assertThat(EXCLUDED).isNotEmpty();
    }

    /** The measurement itself notices: a spec in which two members changed places, and one with another size. */
    @Test
    void itNotices() throws IOException, InterruptedException, ImportException {
        Path out = Home.work("import/wrong");
        Path header = Files.writeString(out.resolve("wrong.h"), "struct s { unsigned int a; unsigned int b; };\n");
        Imported imported = Importer.run(new org.vbus.importer.Request(header, List.of(), List.of(), Optional.empty(), List.of(), List.of(), "gcc"));
        List<String> facts = facts(imported, true);
        Files.createDirectories(out.resolve("stubs"));
        byte[] good = compiled(header, facts, Machine.ALL.get(0), out, "good");
        for (String wrong : List.of("struct s { unsigned int b; unsigned int a; };", "struct s { unsigned int a; unsigned short b; };")) {
            Path other = Files.writeString(out.resolve("other.h"), wrong);
            assertThat(compiled(other, facts(imported, false), Machine.ALL.get(0), out, "bad")).isNotEqualTo(good);
        }
    }
}
