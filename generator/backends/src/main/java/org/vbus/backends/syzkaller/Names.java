// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.util.Set;

/** Names that syzkaller's language has no use for otherwise. */
final class Names {
    private static final Set<String> TYPES = Set.of("int8", "int16", "int32", "int64", "intptr", "fileoff", "const", "flags", "array", "ptr", "ptr64", "string", "stringnoz",
            "glob", "filename", "len", "bytesize", "bitsize", "offsetof", "vma", "vma64", "proc", "text", "void", "csum", "fmt", "buffer", "boolptr", "bool8", "bool16",
            "bool32", "bool64", "optional", "nlattr", "fd", "type", "resource", "include", "incdir", "define", "meta", "compressed_image", "auto", "any", "ANYUNION");
    private static final Set<String> FIELDS = Set.of("parent", "syscall");

    private Names() { }

    /** Of a struct, union or set. */
    static String type(String name) {
        return TYPES.contains(name) ? name + "_" : name;
    }

    /** Of a member. */
    static String field(String name) {
        return FIELDS.contains(name) ? name + "_" : name;
    }
}
