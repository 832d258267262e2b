// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.vbus.model.Spec;
import org.vbus.targets.c.CSymbols;

/** Every generated header alone, twice, with its layout proof, in each dialect. */
class HeadersIT {
    private static final List<String> STRICT = List.of("-Wall", "-Wextra", "-Wpadded", "-Werror", "-fsyntax-only");

    @TestFactory
    List<DynamicTest> headersCompileAlone() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Spec spec : Specs.own().specs()) {
            String header = CSymbols.header(spec.packageName());
            tests.add(DynamicTest.dynamicTest(header + " C11", () -> compile(header, "gcc", "c", "-std=c11", true)));
            tests.add(DynamicTest.dynamicTest(header + " C++17", () -> compile(header, "g++", "c++", "-std=c++17", true)));
            // no 32-bit C library here, so no assert.h for the proof; pahole judges this class
            tests.add(DynamicTest.dynamicTest(header + " C11 -m32", () -> compile(header, "gcc", "c", "-std=c11", false, "-m32", "-idirafter", "/usr/include/x86_64-linux-gnu")));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void compile(String header, String compiler, String language, String standard, boolean proof, String... more)
            throws IOException, InterruptedException {
        String include = "#include <" + header + ">\n";
        Path unit = Home.work("headers").resolve(header.replace('/', '_') + standard.replaceAll("\\W", "") + more.length + ".c");
        Files.writeString(unit, include + include + (proof ? "#include <layout/" + header + ">\n" : ""));
        Command.of(compiler, "-x", language, standard, "-I", Home.KERNEL.resolve("include/uapi"), "-iquote", Home.KERNEL, "-I", layoutOnly())
                .with(STRICT.toArray()).with((Object[]) more).with(unit).run().succeeded();
    }

    /** A folder with nothing but {@code layout/}: the kernel's own headers in include/ must not hide the user's. */
    private static synchronized Path layoutOnly() throws IOException {
        Path folder = Home.work("headers/include");
        Path link = folder.resolve("layout");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Home.KERNEL.resolve("include/layout"));
        }
        return folder;
    }
}
