// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Most of what the compiler does, in one process: the launcher makes the JVM's start-up cache from this run. A device is generated; two
 * versions of a small spec, in which much changes, are frozen and compared.
 */
final class Training {
    private static final String OLDER = """
            /** What much changes of. */
            package acme.training
            abi testing release 1.0
            enum kind : u32 { ONE = 1  TWO = 2  THREE = 3 }
            flags marks : u32 { LOW = 0  HIGH = 1 }
            const DEPTH : u32 = 16
            /** A record. */
            struct record {
                cookie : u64
                length : u32
                kind   : kind
                left   : u32
                wide   : u16
                rest   : u16[5]
            }
            struct kept { one : u32  two : u32 }
            struct gone { one : u8 }
            """;
    private static final String NEWER = """
            /** What much changed of. */
            package acme.training
            abi testing release 1.1
            enum kind : u32 { ONE = 1  DEUX = 2  THREE = 4  FIVE = 5 }
            flags marks : u32 { LOW = 2  UPPER = 1 }
            const DEPTH : u32 = 32
            /** One record. */
            struct record {
                biscuit : u64
                length  : le32
                kind    : kind
                wide    : u32
                rest    : u16[6]
                added   : u64
            }
            struct kept { one : u32  two : u32 }
            struct come { one : u8  two : u8 }
            """;

    private Training() { }

    /**
     * Trains.
     *
     * @param arguments the folder of specs that come with the compiler, and one to write into
     * @throws IOException when nothing can be written there
     */
    public static void main(String[] arguments) throws IOException {
        String specs = arguments[0];
        Path work = Path.of(arguments[1]);
        Main.process("generate", specs + "/venet", "-I", specs, "--out", work.resolve("tree").toString());
        String older = frozen(work.resolve("older"), "1.0", OLDER);
        String newer = frozen(work.resolve("newer"), "1.1", NEWER);
        for (VerdictFormat format : VerdictFormat.values()) {
            Main.process("diff", older, newer, "--format", format.name(), "--out", work.resolve(format.name()).toString());
        }
    }

    private static String frozen(Path folder, String release, String text) throws IOException {
        Files.createDirectories(folder);
        Path spec = Files.writeString(folder.resolve("training.vbus"), text);
        Main.process("freeze", spec.toString());
        return folder.resolve("abi").resolve(release + ".json").toString();
    }
}
