// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What specs are compiled for.
 *
 * @param runs its programs run here; else the compiler's offsets are taken from an object
 */
record Machine(String name, String compiler, boolean bigEndian, boolean runs, List<String> options) {
    // Debian has no 32-bit C library for amd64's own gcc, and asm/ is where it looks for 64 bits only
    private static final List<String> ASM = List.of("-idirafter", "/usr/include/x86_64-linux-gnu");

    private static final List<Machine> ALL = List.of(
            new Machine("m64", "gcc", false, true, List.of("-m64")),
            new Machine("m32", "gcc", false, true, join("-m32")),
            new Machine("mx32", "gcc", false, false, join("-mx32")),
            new Machine("m68k", "m68k-linux-gnu-gcc", true, false, List.of()));

    private static List<String> join(String first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(ASM);
        return List.copyOf(all);
    }

    /** Those whose compiler is there; says of the others that it is not. */
    static List<Machine> present() throws IOException, InterruptedException {
        List<Machine> present = new ArrayList<>();
        for (Machine machine : ALL) {
            if (machine.compiles()) {
                present.add(machine);
            } else {
                System.out.println("not proved on " + machine.name + ": " + machine.compiler + " " + machine.options.get(0) + " does not compile; it/setup installs it");
            }
        }
        return present;
    }

    private boolean compiles() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(compiler, "-x", "c", "-fsyntax-only"));
        command.addAll(options);
        command.add("-");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().write("#include <linux/types.h>\n__le32 there;\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            // there is no such program
            return false;
        }
    }
}
