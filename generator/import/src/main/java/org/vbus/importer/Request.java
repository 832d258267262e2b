// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to import.
 *
 * @param input a header, an object with DWARF or BTF, or BTF alone
 * @param structs names and globs; none for all that a header defines
 * @param prefixes of macros; none for all that a header defines
 * @param packageName of the spec; made of the input's name where it is empty
 * @param includes folders for the compiler
 * @param defines as {@code NAME} or {@code NAME=VALUE}
 * @param compiler command of the compiler
 */
public record Request(Path input, List<String> structs, List<String> prefixes, Optional<String> packageName, List<Path> includes,
                      List<String> defines, String compiler) {
    public Request {
        structs = List.copyOf(structs);
        prefixes = List.copyOf(prefixes);
        includes = List.copyOf(includes);
        defines = List.copyOf(defines);
    }
}
