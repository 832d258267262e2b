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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vbus.model.Spec;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.StructLayout;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.targets.c.CSymbols;

/** What the compiler wrote into its debug information is what the model says: offset of each member, size of each struct. */
@Needs("check")
class PaholeIT {
    private static final Pattern MEMBER = Pattern.compile("^\\t(?!\\t)(?:.*[ *}])?(\\w+)(?:\\[\\d*\\])*(?: __attribute__\\(.*\\))?; +/\\* +(\\d+) +(\\d+) \\*/$");
    private static final Pattern SIZE = Pattern.compile("/\\* size: (\\d+),");

    private record Machine(String name, AbiClass abi, List<String> options) { }

    private static final List<Machine> MACHINES = List.of(
            new Machine("-m64", AbiClass.LP64, List.of("-m64")),
            new Machine("-m32", AbiClass.ILP32_ALIGN4, List.of("-m32", "-idirafter", "/usr/include/x86_64-linux-gnu")),
            new Machine("-mx32", AbiClass.ILP32_ALIGN8, List.of("-mx32", "-idirafter", "/usr/include/x86_64-linux-gnu")));

    @TestFactory
    List<DynamicTest> debugInformationAgreesWithTheModel() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Spec spec : Specs.own().specs()) {
            List<NamedType.Struct> structs = spec.types().stream().filter(NamedType.Struct.class::isInstance).map(NamedType.Struct.class::cast).toList();
            for (Machine machine : MACHINES) {
                if (!structs.isEmpty()) {
                    tests.add(DynamicTest.dynamicTest(spec.packageName() + " " + machine.name(), () -> compare(spec, structs, machine)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(12);
        return tests;
    }

    private static void compare(Spec spec, List<NamedType.Struct> structs, Machine machine) throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder("#include <" + CSymbols.header(spec.packageName()) + ">\n");
        structs.forEach(struct -> source.append("struct ").append(struct.name()).append(" *use_").append(struct.name()).append(";\n"));
        Path folder = Home.work("pahole");
        Path unit = Files.writeString(folder.resolve(spec.shortName() + machine.name() + ".c"), source);
        Path object = folder.resolve(spec.shortName() + machine.name() + ".o");
        Command.of("gcc", "-g", "-c", "-I", Home.KERNEL.resolve("include/uapi"), "-o", object, unit).with(machine.options().toArray()).run().succeeded();
        for (NamedType.Struct struct : structs) {
            String found = Command.of("pahole", "-C", struct.name(), object).run().succeeded();
            StructLayout layout = struct.layouts().on(machine.abi());
            assertThat(sizeIn(found)).as("size of %s:%n%s", struct.name(), found).isEqualTo(layout.size());
            assertThat(membersIn(found)).as(found).containsExactlyEntriesOf(membersOf(struct, layout));
        }
    }

    private static long sizeIn(String pahole) {
        Matcher size = SIZE.matcher(pahole);
        assertThat(size.find()).as(pahole).isTrue();
        return Long.parseLong(size.group(1));
    }

    private static Map<String, String> membersIn(String pahole) {
        Map<String, String> members = new LinkedHashMap<>();
        pahole.lines().forEach(line -> {
            Matcher member = MEMBER.matcher(line);
            if (member.matches()) {
                members.put(member.group(1), member.group(2) + "+" + member.group(3));
            }
        });
        return members;
    }

    private static Map<String, String> membersOf(NamedType.Struct struct, StructLayout layout) {
        Map<String, String> members = new LinkedHashMap<>();
        int reserved = 0;
        for (int i = 0; i < struct.body().members().size(); i++) {
            Member member = struct.body().members().get(i);
            String at = layout.members().get(i).offset() + "+" + layout.members().get(i).size();
            if (member instanceof Member.Field field) {
                members.put(field.name(), at);
            } else if (member instanceof Member.Reserved) {
                members.put("__reserved" + reserved++, at);
            }
        }
        return members;
    }
}
