// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.it.Blocks.Block;
import org.vbus.it.Blocks.Place;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.device.CharDev;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.Scalar;
import org.vbus.model.type.TypeRef;
import org.vbus.targets.c.CSymbols;

/**
 * Every spec of the repository on every {@link Machine}: the header compiles with its layout proof, gcc puts each member at any depth
 * where the model says, and what it wrote into its debug information, as pahole reads it back, is the same. Debug information also tells the
 * byte order of every scalar, and that no member is a C bit-field, whose order a big-endian machine would turn round.
 */
@Needs("check")
class PaholeIT {
    private static final Pattern MEMBER = Pattern.compile("^\\t(?!\\t)(?:(.*[ *}]))?(\\w+)(?:\\[\\d*\\])*(?: __attribute__\\(.*\\))?; +/\\* +(\\d+) +(\\d+) \\*/$");
    private static final Pattern SIZE = Pattern.compile("/\\* size: (\\d+),");
    private static final List<String> STRICT = List.of("-std=c11", "-Wall", "-Wextra", "-Wpadded", "-Werror");

    @TestFactory
    List<DynamicTest> everyMachineAgreesWithTheModel() throws IOException, InterruptedException {
        Path out = Home.work("pahole/out");
        Command.of("rm", "-rf", out).run().succeeded();
        Outcome outcome = new Compiler().generate(new Request(List.of(Home.SPECS, Home.ROOT.resolve("it/specs"), Home.ROOT.resolve("it/devices")), List.of()),
                Backends.installed().select(java.util.Set.of("c")), out);
        assertThat(outcome.failed()).as(outcome.diagnostics().toString()).isFalse();
        List<DynamicTest> tests = new ArrayList<>();
        SpecSet specs = outcome.specs().orElseThrow();
        for (Spec spec : specs.requestedSpecs()) {
            for (Machine machine : Machine.ALL) {
                tests.add(DynamicTest.dynamicTest(spec.packageName() + " " + machine.name(), () -> compare(specs, spec, machine, out)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(20 * Machine.ALL.size());
        return tests;
    }

    private static void compare(SpecSet specs, Spec spec, Machine machine, Path out) throws IOException, InterruptedException {
        List<Block> blocks = Blocks.of(specs, spec);
        Path folder = Home.work("pahole");
        Path unit = Files.writeString(folder.resolve(spec.shortName() + "-" + machine.name() + ".c"), unit(spec, blocks, machine));
        Path object = folder.resolve(spec.shortName() + "-" + machine.name() + ".o");
        // a folder with nothing but layout/: the kernel's own headers in include/ must not hide the user's
        Path layouts = Home.work("pahole/include");
        Files.deleteIfExists(layouts.resolve("layout"));
        Files.createSymbolicLink(layouts.resolve("layout"), out.resolve("include/layout"));
        Command.of(machine.compiler()).with(machine.options().toArray()).with(STRICT.toArray())
                .with("-g", "-c", "-I", out.resolve("include/uapi"), "-I", layouts, "-o", object, unit).run().succeeded();
        if (blocks.isEmpty()) {
            return;
        }
        Map<String, String> dumps = dumps(object, blocks);
        for (Block block : blocks) {
            String found = dumps.get(block.tag());
            assertThat(found).as("%s in what pahole read: %s", block.tag(), dumps.keySet()).isNotNull();
            StructLayout layout = block.layouts().on(machine.abi());
            assertThat(sizeIn(found)).as("size of %s:%n%s", block.tag(), found).isEqualTo(layout.size());
            assertThat(membersIn(found, specs, block)).as(found).containsExactlyEntriesOf(membersOf(specs, block, layout));
        }
    }

    /** What gcc itself must hold true, and each struct in use, so that the debug information has it. */
    private static String unit(Spec spec, List<Block> blocks, Machine machine) {
        String header = CSymbols.header(spec.packageName());
        StringBuilder source = new StringBuilder("#include <" + header + ">\n#include <" + header + ">\n");
        if (machine.hosted()) {
            source.append("#include <layout/").append(header).append(">\n");
        }
        return source.append(facts(spec, blocks, machine)).toString();
    }

    /** What the model says of each struct and ioctl, as C that does not compile where it is not so; and each struct in use. */
    static String facts(Spec spec, List<Block> blocks, Machine machine) {
        StringBuilder source = new StringBuilder();
        for (Block block : blocks) {
            String type = "struct " + block.tag();
            source.append(type).append(" *use_").append(block.tag()).append(";\n");
            claim(source, "sizeof(" + type + ")", block.layouts().on(machine.abi()).size());
            for (Place place : block.places(machine.abi())) {
                claim(source, "__builtin_offsetof(" + type + ", " + place.path() + ")", place.offset());
                if (place.size() > 0) {
                    claim(source, "sizeof(((" + type + " *)0)->" + place.path() + ")", place.size());
                }
            }
        }
        for (CharDev device : spec.charDevs()) {
            for (CharDev.Ioctl ioctl : device.ioctls()) {
                long number = CharDev.Ioctl.number(ioctl.direction(), ioctl.layouts().on(machine.abi()).size(), device.letter(), ioctl.index());
                claim(source, CSymbols.ioctl(device, ioctl), number);
            }
        }
        return source.toString();
    }

    private static void claim(StringBuilder source, String what, long value) {
        source.append("_Static_assert(").append(what).append(" == ").append(value).append(", \"").append(what).append("\");\n");
    }

    private static Map<String, String> dumps(Path object, List<Block> blocks) throws IOException, InterruptedException {
        String all = Command.of("pahole", "-C", String.join(",", blocks.stream().map(Block::tag).toList()), object).run().succeeded();
        Map<String, String> dumps = new LinkedHashMap<>();
        for (String one : all.split("(?m)^(?=struct )")) {
            if (one.startsWith("struct ")) {
                dumps.put(one.split("\\s+", 3)[1], one);
            }
        }
        return dumps;
    }

    private static long sizeIn(String pahole) {
        Matcher size = SIZE.matcher(pahole);
        assertThat(size.find()).as(pahole).isTrue();
        return Long.parseLong(size.group(1));
    }

    /** By name: offset, size and, for what is a scalar in the model, its C type. */
    private static Map<String, String> membersIn(String pahole, SpecSet specs, Block block) {
        Map<String, Optional<String>> scalars = new LinkedHashMap<>();
        for (Member member : block.body().members()) {
            if (member instanceof Member.Field field) {
                scalars.put(field.name(), scalar(specs, field.type()));
            }
        }
        Map<String, String> members = new LinkedHashMap<>();
        pahole.lines().forEach(line -> {
            Matcher member = MEMBER.matcher(line);
            if (member.matches()) {
                String type = scalars.getOrDefault(member.group(2), Optional.empty()).isPresent() ? member.group(1).strip() : "";
                members.put(member.group(2), member.group(3) + "+" + member.group(4) + " " + type);
            }
        });
        return members;
    }

    private static Map<String, String> membersOf(SpecSet specs, Block block, StructLayout layout) {
        Map<String, String> members = new LinkedHashMap<>();
        int reserved = 0;
        for (int i = 0; i < block.body().members().size(); i++) {
            Member member = block.body().members().get(i);
            String at = layout.members().get(i).offset() + "+" + layout.members().get(i).size() + " ";
            if (member instanceof Member.Field field) {
                members.put(field.name(), at + scalar(specs, field.type()).orElse(""));
            } else if (member instanceof Member.Reserved) {
                members.put("__reserved" + reserved++, at);
            }
        }
        return members;
    }

    /** The C type of what is a number of a stated width and byte order, its array dimensions left out. */
    private static Optional<String> scalar(SpecSet specs, TypeRef type) {
        if (type instanceof TypeRef.Array array) {
            return scalar(specs, array.element());
        }
        if (type instanceof TypeRef.Of of) {
            return Optional.of(inC(of.scalar()));
        }
        if (type instanceof TypeRef.Bits bits) {
            return Optional.of(inC(bits.base()));
        }
        if (!(type instanceof TypeRef.Named named)) {
            return Optional.empty();
        }
        NamedType declared = specs.types().get(named.name());
        if (declared instanceof NamedType.Alias alias) {
            return scalar(specs, alias.target());
        }
        if (declared instanceof NamedType.Enum numbers) {
            return Optional.of(inC(numbers.base()));
        }
        return declared instanceof NamedType.Flags flags ? Optional.of(inC(flags.base())) : Optional.empty();
    }

    /** By the kernel's rule for user-visible headers, and not by the generator's table of it. */
    private static String inC(Scalar scalar) {
        String name = scalar.keyword();
        return name.equals("char") ? name : name.equals("bool") ? "__u8" : "__" + name;
    }
}
