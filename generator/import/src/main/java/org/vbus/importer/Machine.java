// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vbus.btf.Btf;
import org.vbus.model.layout.AbiClass;

/**
 * What a compiler lays out for one class of machines.
 *
 * @param alignments of structs and unions by name; empty where only an object was read, which does not say them
 * @param macros values of macros by name, where they have one
 */
record Machine(AbiClass abi, String option, Btf btf, Optional<Map<String, Integer>> alignments, Map<String, MacroValue> macros) {
    /** The options of x86 compilers, the machine's own first. */
    static final List<String> OPTIONS = List.of("-m64", "-mx32", "-m32");

    /** The class that an option stands for. */
    static AbiClass of(String option) {
        return switch (option) {
            case "-m32" -> AbiClass.ILP32_ALIGN4;
            case "-mx32" -> AbiClass.ILP32_ALIGN8;
            default -> AbiClass.LP64;
        };
    }
}
