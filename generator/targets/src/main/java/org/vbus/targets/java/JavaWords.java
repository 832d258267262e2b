// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.java;

import java.util.Set;

/** Words that mean something else where a generated name would stand. */
public final class JavaWords {
    private static final Set<String> RESERVED = Set.of(
            "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "default", "do",
            "double", "else", "enum", "extends", "final", "finally", "float", "for", "goto", "if", "implements", "import",
            "instanceof", "int", "interface", "long", "native", "new", "package", "private", "protected", "public", "return", "short",
            "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "try", "void", "volatile",
            "while", "_", "true", "false", "null");

    // allowed as names of variables, refused as names of types
    private static final Set<String> RESTRICTED_TYPES = Set.of("var", "yield", "record", "sealed", "permits");

    // a type of this name in the package would hide the one that generated code means
    private static final Set<String> TYPES_IN_USE = Set.of(
            "ArrayList", "ArithmeticException", "BigInteger", "Byte", "ByteOrder", "FieldRangeException", "Fields", "Integer", "List",
            "Long", "Math", "MemoryLayout", "MemorySegment", "Object", "Objects", "Optional", "Override", "PeerDataException", "Short",
            "String", "StringBuilder", "StructLayout", "UnionLayout", "ValueLayout", "VarHandle", "Windows");

    // methods that every class has, without parameters
    private static final Set<String> METHODS_OF_OBJECT = Set.of(
            "getClass", "hashCode", "toString", "clone", "finalize", "notify", "notifyAll", "wait");

    private JavaWords() { }

    /** Whether the word cannot name a variable, a method or a part of a package. */
    public static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }

    /** Whether the word cannot name a type beside generated code. */
    public static boolean isReservedType(String word) {
        return RESERVED.contains(word) || RESTRICTED_TYPES.contains(word) || TYPES_IN_USE.contains(word);
    }

    /** Whether a method of that name without parameters would meet one of {@link Object}. */
    public static boolean isMethodOfObject(String word) {
        return METHODS_OF_OBJECT.contains(word);
    }
}
