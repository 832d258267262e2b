// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.uapi;

import java.util.List;

/**
 * What {@code uapi-header.stg} speaks of.
 *
 * @param banner comment lines: where the file came from, and the spec's doc comment
 * @param guard macro against including twice
 * @param installed the same as it is called where the kernel's headers are installed; empty where nobody asks
 * @param needs macros of the neutral dialect that its structs use: {@code aligned}, {@code packedAligned}, {@code extension}
 * @param includes headers, without brackets
 * @param defines constants and versions
 * @param types enums, flags and structs, each before its first use
 * @param devices interfaces that drivers match
 * @param removed comment lines: what earlier releases had, each with its star; empty without
 * @param late headers at the end: they may include this one
 */
record HeaderView(List<String> banner, String guard, List<String> installed, Needs needs, List<String> includes, List<Define> defines, List<Type> types,
                  List<DeviceBlock> devices, List<String> removed, List<String> late) {

    /** Which helpers the structs of a header use; each list has one entry or none. */
    record Needs(List<String> aligned, List<String> packedAligned, List<String> extension) { }

    /**
     * One macro.
     *
     * @param comment whole lines of a comment before it, with the comment signs
     */
    record Define(List<String> comment, String name, String value) { }

    /** A block with a template named {@code kind}. */
    sealed interface Type {
        /** Name of the template that renders it. */
        String kind();
    }

    /** An enum whose numbers fit an int. */
    record EnumBlock(String kind, String tag, List<String> comment, List<Define> literals) implements Type { }

    /** Macros that belong together: flags, or an enum with large numbers. */
    record MacroBlock(String kind, List<String> comment, List<Define> defines) implements Type { }

    /**
     * A struct.
     *
     * @param comment lines of the kernel-doc comment, members included, each with its star
     * @param suffix attributes after the closing brace, with a leading space
     * @param packed one entry if the neutral dialect packs it
     */
    record StructBlock(String kind, String tag, List<String> comment, List<Part> members, String suffix, List<String> packed)
            implements Type { }

    /** One member; {@code kind} names its template. */
    sealed interface Part {
        String kind();
    }

    /** {@code type name suffix}, after words of the neutral dialect. */
    record Simple(String kind, List<String> before, String type, String name, String suffix) implements Part { }

    /** A struct or union in place. {@code declarator} is its name with dimensions, with a leading space, or empty. */
    record Nested(String kind, List<String> before, String keyword, List<Part> members, String declarator) implements Part { }

    /**
     * Everything that a device has a number for.
     *
     * @param comment its name and doc comment, with the comment signs
     */
    record DeviceBlock(List<String> comment, List<Section> sections) { }

    /** Macros under one comment. */
    record Section(String title, List<Define> defines) { }
}
