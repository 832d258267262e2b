// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.diag;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vbus.model.Release;
import org.vbus.model.diag.Severity;

/**
 * Every number that the front end reports, once. Hundreds are concepts. A number that is dropped is never used again.
 */
public final class Catalogue {
    // --- Bytes and characters, before parsing

    public static final Problem.Of1<String> CANNOT_READ = new Problem.Of1<>(1, Severity.ERROR,
            "cannot read this file: %s",
            "");
    public static final Problem.Of2<Long, Integer> FILE_TOO_LARGE = new Problem.Of2<>(2, Severity.ERROR,
            "the file has %d bytes, more than the %d that a spec may have",
            "split the spec and import the parts");
    public static final Problem.Of1<Integer> NOT_UTF8 = new Problem.Of1<>(3, Severity.ERROR,
            "this is not UTF-8: byte %d of the file does not continue a character",
            "save the file as UTF-8");
    public static final Problem.Of0 BYTE_ORDER_MARK = new Problem.Of0(4, Severity.ERROR,
            "the file begins with a byte order mark",
            "save the file as UTF-8 without a mark");
    public static final Problem.Of0 NUL_BYTE = new Problem.Of0(5, Severity.ERROR,
            "a NUL byte stands here",
            "remove it");
    public static final Problem.Of1<String> BIDI_CONTROL = new Problem.Of1<>(6, Severity.ERROR,
            "%s changes the direction of text, so that the file does not say what it shows",
            "remove it");
    public static final Problem.Of1<String> STRAY_CHARACTER = new Problem.Of1<>(7, Severity.ERROR,
            "%s has no meaning here",
            "remove it");
    public static final Problem.Of0 OPEN_COMMENT = new Problem.Of0(8, Severity.ERROR,
            "this comment never ends",
            "end it with `*/`");
    public static final Problem.Of1<Character> OPEN_STRING = new Problem.Of1<>(9, Severity.ERROR,
            "this string does not end on its line",
            "end it with `%s`");
    public static final Problem.Of2<Integer, Integer> TOKEN_TOO_LONG = new Problem.Of2<>(10, Severity.ERROR,
            "this word has %d characters, more than the %d allowed",
            "shorten it");
    public static final Problem.Of1<String> BAD_NUMBER = new Problem.Of1<>(11, Severity.ERROR,
            "`%s` is not a number",
            "write digits, or `0x` and hexadecimal digits");
    public static final Problem.Of1<Integer> TOO_DEEP = new Problem.Of1<>(12, Severity.ERROR,
            "brackets are nested deeper than the %d levels allowed",
            "give an inner struct a name of its own");
    public static final Problem.Of1<Integer> TOO_MANY_OPERATORS = new Problem.Of1<>(13, Severity.ERROR,
            "this expression has more than the %d operators allowed",
            "name a part of it with `const`");
    public static final Problem.Of2<Character, Character> NEVER_CLOSED = new Problem.Of2<>(14, Severity.ERROR,
            "this `%s` is never closed",
            "add `%2$s`");
    public static final Problem.Of1<Character> NEVER_OPENED = new Problem.Of1<>(15, Severity.ERROR,
            "this `%s` closes nothing",
            "remove it");
    public static final Problem.Of2<Character, Character> WRONG_CLOSE = new Problem.Of2<>(16, Severity.ERROR,
            "found `%s` where `%s` is still to come",
            "write `%2$s`");
    public static final Problem.Of1<Integer> TOO_MANY_PARTS = new Problem.Of1<>(17, Severity.ERROR,
            "this name has more than the %d parts allowed",
            "shorten it");
    public static final Problem.Of1<String> NOT_FORMATTED = new Problem.Of1<>(18, Severity.ERROR,
            "the file is not formatted from here on",
            "run `vbusc format`; %s");

    public static final Problem.Of0 LONE_RETURN = new Problem.Of0(30, Severity.ERROR,
            "a carriage return stands here without a line feed",
            "end lines with a line feed");

    // --- Syntax

    public static final Problem.Of2<String, String> EXPECTED = new Problem.Of2<>(101, Severity.ERROR,
            "expected %s, found %s",
            "");
    public static final Problem.Of2<String, String> DOES_NOT_FOLLOW = new Problem.Of2<>(102, Severity.ERROR,
            "%s cannot stand after %s here",
            "");
    public static final Problem.Of1<String> BAD_STRING = new Problem.Of1<>(103, Severity.ERROR,
            "this string cannot be read: %s",
            "write only `\\\\`, `\\\"`, `\\n` or `\\t` after a backslash");

    // --- Names

    public static final Problem.Of2<String, String> UNKNOWN_NAME = new Problem.Of2<>(201, Severity.ERROR,
            "there is no %s `%s`",
            "");
    public static final Problem.Of3<String, String, String> AMBIGUOUS_NAME = new Problem.Of3<>(202, Severity.ERROR,
            "`%s` is declared in `%s` and in `%s`",
            "write `%2$s.%1$s` or `%3$s.%1$s`");
    public static final Problem.Of1<String> UNKNOWN_PACKAGE = new Problem.Of1<>(203, Severity.ERROR,
            "no file declares the package `%s`",
            "give the file, or the folder that it is in with --include");
    public static final Problem.Of1<String> PACKAGE_TWICE = new Problem.Of1<>(204, Severity.ERROR,
            "the package `%s` is declared by two files",
            "one package is one file: give one of them another name");
    public static final Problem.Of2<String, String> NAME_TWICE = new Problem.Of2<>(205, Severity.ERROR,
            "%s `%s` is declared twice",
            "rename one of them");
    public static final Problem.Of1<String> SYMBOL_TWICE = new Problem.Of1<>(206, Severity.ERROR,
            "two declarations give C the same name `%s`",
            "give one of them another prefix with `as`");
    public static final Problem.Of1<String> RESERVED_NAME = new Problem.Of1<>(207, Severity.ERROR,
            "`%s` begins with two underscores, which is kept for generated names",
            "remove them");
    public static final Problem.Of3<String, String, String> WRONG_KIND = new Problem.Of3<>(208, Severity.ERROR,
            "`%s` is %s, and %s is needed here",
            "");
    public static final Problem.Of1<String> UNKNOWN_TIER = new Problem.Of1<>(209, Severity.ERROR,
            "`%s` is not a stability tier",
            "write experimental, testing, stable, obsolete or imported");
    public static final Problem.Of2<String, String> SINCE_TOO_LATE = new Problem.Of2<>(210, Severity.ERROR,
            "`since %s` is later than the spec's own release %s",
            "write `release %1$s` in the `abi` line");
    public static final Problem.Of1<String> SINCE_WITHOUT_RELEASE = new Problem.Of1<>(211, Severity.ERROR,
            "`since %s` means nothing in a spec without a release",
            "add `abi testing release %s` below the package");
    public static final Problem.Of2<String, String> COVERS_UNKNOWN = new Problem.Of2<>(212, Severity.ERROR,
            "`covers` names `%s`, which this package (`%s`) does not declare",
            "");
    public static final Problem.Of1<String> BAD_RELEASE = new Problem.Of1<>(213, Severity.ERROR,
            "`%s` is not a release: both numbers must be below 65536",
            "");

    public static final Problem.Of1<String> REPLACEMENT_UNKNOWN = new Problem.Of1<>(214, Severity.ERROR,
            "`use %s` names nothing that could be used instead",
            "name another element of the same kind, or an element of the package");

    // --- Expressions

    public static final Problem.Of1<String> UNKNOWN_VALUE = new Problem.Of1<>(301, Severity.ERROR,
            "there is no constant `%s`",
            "");
    public static final Problem.Of1<BigInteger> OUT_OF_64_BITS = new Problem.Of1<>(302, Severity.ERROR,
            "%d does not fit in 64 bits",
            "");
    public static final Problem.Of0 DIVIDE_BY_ZERO = new Problem.Of0(303, Severity.ERROR,
            "division by zero",
            "");
    public static final Problem.Of1<BigInteger> BAD_SHIFT = new Problem.Of1<>(304, Severity.ERROR,
            "a shift by %d is outside 0..63",
            "");
    public static final Problem.Of1<String> DEFINED_BY_ITSELF = new Problem.Of1<>(305, Severity.ERROR,
            "this value depends on itself: %s",
            "write a number in one of them");
    public static final Problem.Of4<BigInteger, String, BigInteger, BigInteger> DOES_NOT_FIT = new Problem.Of4<>(306, Severity.ERROR,
            "%d does not fit in %s (%d..%d)",
            "take a wider type or a smaller value");
    public static final Problem.Of1<String> NOT_CONSTANT = new Problem.Of1<>(307, Severity.ERROR,
            "%s is not known before run time, and a constant is needed here",
            "");
    public static final Problem.Of1<String> NOT_A_CONDITION = new Problem.Of1<>(308, Severity.ERROR,
            "%s is a number, and a condition is needed here",
            "compare it with something");
    public static final Problem.Of1<String> NOT_A_NUMBER = new Problem.Of1<>(309, Severity.ERROR,
            "%s is a condition, and a number is needed here",
            "");
    public static final Problem.Of2<String, String> UNKNOWN_FIELD = new Problem.Of2<>(310, Severity.ERROR,
            "there is no field `%s` in %s",
            "");
    public static final Problem.Of2<String, String> NOT_NUMERIC = new Problem.Of2<>(311, Severity.ERROR,
            "`%s` is %s, which has no single number",
            "");
    public static final Problem.Of2<BigInteger, BigInteger> EMPTY_RANGE = new Problem.Of2<>(312, Severity.ERROR,
            "the range %d..%d is empty",
            "write the smaller number first");
    public static final Problem.Of1<String> CONST_TYPE = new Problem.Of1<>(313, Severity.ERROR,
            "a constant cannot have the type `%s`",
            "write an integer type, as u32");

    // --- Enums and flags

    public static final Problem.Of4<String, BigInteger, String, BigInteger> VALUE_DOES_NOT_FIT = new Problem.Of4<>(401, Severity.ERROR,
            "`%s` = %d does not fit in %s, whose greatest value is %d",
            "take a wider base or a smaller value");
    public static final Problem.Of3<String, BigInteger, String> VALUE_TWICE = new Problem.Of3<>(402, Severity.ERROR,
            "`%s` = %d, and so is `%s`",
            "give it another value");
    public static final Problem.Of4<String, BigInteger, String, Integer> BIT_OUT_OF_RANGE = new Problem.Of4<>(403, Severity.ERROR,
            "`%s` is bit %d, and %s has bits 0..%d",
            "members are numbers of bits, not masks: take a free bit or a wider base");
    public static final Problem.Of3<String, BigInteger, String> BIT_TWICE = new Problem.Of3<>(404, Severity.ERROR,
            "`%s` is bit %d, and so is `%s`",
            "give it another bit");
    public static final Problem.Of2<String, String> BAD_BASE = new Problem.Of2<>(405, Severity.ERROR,
            "%s cannot be based on %s",
            "take u8, u16, u32 or u64");
    public static final Problem.Of1<String> LOCAL_FLAG = new Problem.Of1<>(406, Severity.ERROR,
            "flag `%s` cannot be local: its bit would be free on the wire and taken in C",
            "remove `local`");
    public static final Problem.Of1<String> NOTHING_DECLARED = new Problem.Of1<>(407, Severity.ERROR,
            "%s declares nothing",
            "add a member");
    public static final Problem.Of3<String, BigInteger, Integer> INDEX_NOT_DENSE = new Problem.Of3<>(408, Severity.ERROR,
            "`%s` cannot index an array: %d is outside 0..%d",
            "number its literals without gaps from 0, or mark names that are not on the wire as `local`");

    // --- Structs

    public static final Problem.Of3<String, Long, Long> SIZE_DIFFERS = new Problem.Of3<>(501, Severity.ERROR,
            "`%s` says size %d, but its members take %d bytes",
            "write `size %3$d`, or change the members");
    public static final Problem.Of4<String, Long, Long, Long> OFFSET_DIFFERS = new Problem.Of4<>(502, Severity.ERROR,
            "`%s` says @%d, but it lies at %d",
            "add `reserved %4$d` before it, or write `@%3$d`");
    public static final Problem.Of3<String, Long, Long> OVERLAP = new Problem.Of3<>(503, Severity.ERROR,
            "`%s` says @%d, but what stands before it ends at %d",
            "write `@%3$d`");
    public static final Problem.Of3<Long, String, Long> HOLE = new Problem.Of3<>(504, Severity.ERROR,
            "the compiler would hide %d bytes of padding before `%s`, at offset %d",
            "add `reserved %1$d` before it");
    public static final Problem.Of2<Long, Long> TAIL_HOLE = new Problem.Of2<>(505, Severity.ERROR,
            "the compiler would hide %d bytes of padding at the end, at offset %d",
            "add `reserved %1$d` at the end");
    public static final Problem.Of4<String, Long, Long, String> ABI_DIFFERS = new Problem.Of4<>(506, Severity.ERROR,
            "%s is %d on 64-bit machines and %d on %s, and this spec is stable",
            "say where every byte is with `reserved`");
    public static final Problem.Of2<Integer, Integer> ALIGN_TOO_SMALL = new Problem.Of2<>(507, Severity.ERROR,
            "`align %d` is below the natural alignment of %d",
            "write `align %2$d`, or `packed`");
    public static final Problem.Of1<BigInteger> ALIGN_NOT_POWER = new Problem.Of1<>(508, Severity.ERROR,
            "`align %d` is not a power of two up to 4096",
            "write a power of two");
    public static final Problem.Of2<String, Long> TOO_LARGE = new Problem.Of2<>(509, Severity.ERROR,
            "`%s` would be larger than %d bytes",
            "");
    public static final Problem.Of1<String> NOT_LAST = new Problem.Of1<>(510, Severity.ERROR,
            "`%s` stands behind an array whose length is not fixed",
            "move that array to the end");
    public static final Problem.Of1<String> CONTAINS_ITSELF = new Problem.Of1<>(511, Severity.ERROR,
            "this type contains itself: %s",
            "point to it with an address (`u64 -> T`)");
    public static final Problem.Of2<String, String> OPEN_ELEMENT = new Problem.Of2<>(512, Severity.ERROR,
            "`%s` has no fixed size, so %s cannot hold it",
            "give its last array a length");
    public static final Problem.Of1<BigInteger> BAD_LENGTH = new Problem.Of1<>(513, Severity.ERROR,
            "an array of %d elements cannot be",
            "write a length from 1 to 2147483647");
    public static final Problem.Of1<String> SAID_TWICE = new Problem.Of1<>(514, Severity.ERROR,
            "`%s` is said twice",
            "remove one of them");
    public static final Problem.Of1<String> UNKNOWN_ROLE = new Problem.Of1<>(515, Severity.ERROR,
            "`%s` is not a role",
            "write driver, device, owner, sender, receiver, producer or consumer");
    public static final Problem.Of2<String, String> BAD_FIXED = new Problem.Of2<>(516, Severity.ERROR,
            "`%s` has a fixed value, but its type %s holds no single number",
            "remove the value");
    public static final Problem.Of2<String, String> BAD_ADDRESS = new Problem.Of2<>(517, Severity.ERROR,
            "`%s` is an address in %s",
            "write `u64`: an address has 64 bits on every machine");
    public static final Problem.Of0 TEXT_WITHOUT_LENGTH = new Problem.Of0(518, Severity.ERROR,
            "a string needs its length in bytes",
            "write `string[16]`");
    public static final Problem.Of1<String> CHOICE_IN_STRUCT = new Problem.Of1<>(519, Severity.ERROR,
            "`else` gives `%s` another layout, which only an argument may have",
            "use a tagged union, or remove `else`");
    public static final Problem.Of1<String> BAD_TAG = new Problem.Of1<>(520, Severity.ERROR,
            "the tag `%s` must name a field before the union whose type is an enum",
            "");
    public static final Problem.Of2<String, String> UNKNOWN_TAG = new Problem.Of2<>(521, Severity.ERROR,
            "`%s` has no literal `%s` that goes over the wire",
            "");
    public static final Problem.Of1<String> TAG_TWICE = new Problem.Of1<>(522, Severity.ERROR,
            "`%s` chooses two arms",
            "remove one of them");
    public static final Problem.Of3<Integer, String, Integer> BITS_OVERFLOW = new Problem.Of3<>(523, Severity.ERROR,
            "the parts take %d bits, and %s has %d",
            "take a wider base");
    public static final Problem.Of1<BigInteger> BAD_RESERVED = new Problem.Of1<>(524, Severity.ERROR,
            "`reserved %d` is outside 1..1073741824",
            "write how many bytes, or remove it");
    public static final Problem.Of2<String, String> NOT_HERE = new Problem.Of2<>(525, Severity.ERROR,
            "`%s` cannot be said of %s",
            "remove it");
    public static final Problem.Of1<String> BAD_UNKNOWN_ARM = new Problem.Of1<>(526, Severity.ERROR,
            "`else %s` does not say what happens to an unknown tag",
            "write `else ignored` or `else error`");
    public static final Problem.Of1<String> BAD_WIDTH = new Problem.Of1<>(527, Severity.ERROR,
            "`%s` has no bits",
            "give it a width of at least 1");
    public static final Problem.Of2<String, Integer> ALIAS_TOO_DEEP = new Problem.Of2<>(528, Severity.ERROR,
            "`%s` is more than %d names away from its type",
            "name the type itself");
    public static final Problem.Of1<Integer> TOO_MANY_DIMENSIONS = new Problem.Of1<>(529, Severity.ERROR,
            "an array has at most %d dimensions",
            "give an inner array a name with `type`");

    public static final Problem.Of2<String, String> FOR_WITHOUT_FEATURES = new Problem.Of2<>(530, Severity.ERROR,
            "struct `%s` is for device `%s`, which has no features that could change it",
            "remove `for %2$s`");

    // --- Devices, rings and regions

    public static final Problem.Of1<String> NO_TYPE_STRING = new Problem.Of1<>(601, Severity.ERROR,
            "device `%s` has no type string for drivers to match",
            "write it after the name: `device %1$s \"...\"`");
    public static final Problem.Of1<String> BAD_TYPE_STRING = new Problem.Of1<>(602, Severity.ERROR,
            "\"%s\" cannot be a type string",
            "use 1 to 127 of the characters a-z, A-Z, 0-9, `-`, `_`, `.` and `:`");
    public static final Problem.Of3<String, BigInteger, String> ID_TWICE = new Problem.Of3<>(603, Severity.ERROR,
            "`%s` has the id %d, and so has `%s`; rings and regions share one space of ids",
            "give it another id");
    public static final Problem.Of2<String, BigInteger> ID_OUT_OF_RANGE = new Problem.Of2<>(604, Severity.ERROR,
            "the number of `%s`, %d, is outside 0..4294967295",
            "take a smaller number");
    public static final Problem.Of2<String, String> BAD_ENDPOINTS = new Problem.Of2<>(605, Severity.ERROR,
            "it cannot lead from `%s` to `%s`",
            "write `device -> driver` or `driver -> device`");
    public static final Problem.Of1<String> NO_DEPTH = new Problem.Of1<>(606, Severity.ERROR,
            "ring `%s` does not say its depth",
            "write `depth 1..2048 default 256`");
    public static final Problem.Of2<BigInteger, BigInteger> BAD_DEPTH = new Problem.Of2<>(607, Severity.ERROR,
            "a depth of %d..%d cannot be",
            "write the smaller number first, from 1 to 65536");
    public static final Problem.Of3<BigInteger, BigInteger, BigInteger> BAD_DEFAULT_DEPTH = new Problem.Of3<>(608, Severity.ERROR,
            "the default depth %d is outside %d..%d",
            "take a default inside the range");
    public static final Problem.Of3<String, String, String> PAYLOAD_AGAINST_RING = new Problem.Of3<>(609, Severity.ERROR,
            "`%s %s` travels against the ring, which leads to the %s",
            "");
    public static final Problem.Of1<String> ABSTRACT_HAS = new Problem.Of1<>(610, Severity.ERROR,
            "an abstract device lends calls, it cannot have %s",
            "remove it, or remove `abstract`");
    public static final Problem.Of2<String, String> VERSION_ELSEWHERE = new Problem.Of2<>(611, Severity.ERROR,
            "version `%s` is declared in `%s`, and a device carries a version of its own package",
            "declare a `version` here");
    public static final Problem.Of1<String> TYPE_STRING_TWICE = new Problem.Of1<>(612, Severity.ERROR,
            "two %s have the same type string",
            "change one of them");

    // --- Calls

    public static final Problem.Of3<String, BigInteger, String> CALL_TWICE = new Problem.Of3<>(701, Severity.ERROR,
            "`%s` is call %d, and so is `%s`",
            "give it another number");
    public static final Problem.Of2<String, BigInteger> CALL_OF_THE_BUS = new Problem.Of2<>(702, Severity.ERROR,
            "`%s` = %d (0x%2$x) is in the range that belongs to the bus, 0xffff0000 and up",
            "take a smaller number");
    public static final Problem.Of1<String> UNKNOWN_ERRNO = new Problem.Of1<>(703, Severity.ERROR,
            "`%s` is not an error number of Linux",
            "");
    public static final Problem.Of2<String, String> AFTER_UNKNOWN = new Problem.Of2<>(704, Severity.ERROR,
            "`after %s`: device `%s` has no such ring, region or call",
            "");
    public static final Problem.Of1<String> AFTER_CYCLE = new Problem.Of1<>(705, Severity.ERROR,
            "no call of these can be the first: %s",
            "remove one `after`");
    public static final Problem.Of1<String> BAD_RESULT = new Problem.Of1<>(706, Severity.ERROR,
            "a call cannot return %s: its result is 32 bits wide",
            "return it in an `out` argument");

    // --- Features

    public static final Problem.Of3<String, BigInteger, Integer> FEATURE_OUT_OF_RANGE = new Problem.Of3<>(801, Severity.ERROR,
            "feature `%s` is bit %d, and the group's word has bits 0..%d",
            "take a free bit, or another group");
    public static final Problem.Of3<String, BigInteger, String> FEATURE_TWICE = new Problem.Of3<>(802, Severity.ERROR,
            "feature `%s` is bit %d, and so is `%s`",
            "give it another bit");
    public static final Problem.Of3<String, BigInteger, String> GROUP_TWICE = new Problem.Of3<>(803, Severity.ERROR,
            "feature group `%s` has the number %d, and so has `%s`",
            "give it another number");
    public static final Problem.Of2<String, String> VIA_UNKNOWN = new Problem.Of2<>(804, Severity.ERROR,
            "`via %s`: device `%s` has no such call",
            "");
    public static final Problem.Of1<String> VIA_NEEDS_INOUT = new Problem.Of1<>(805, Severity.ERROR,
            "`via %s`: a call that negotiates takes one `inout` argument",
            "write `(inout f : T)`");
    public static final Problem.Of2<String, String> REQUIRES_UNKNOWN = new Problem.Of2<>(806, Severity.ERROR,
            "`requires %s`: device `%s` has no such feature",
            "");
    public static final Problem.Of1<String> REQUIRES_CYCLE = new Problem.Of1<>(807, Severity.ERROR,
            "these features require one another: %s",
            "remove one `requires`");
    public static final Problem.Of0 REQUIRES_FORM = new Problem.Of0(808, Severity.ERROR,
            "`requires` takes features joined by `and`, `or` and `not`",
            "");
    public static final Problem.Of2<String, String> GATE_UNKNOWN = new Problem.Of2<>(809, Severity.ERROR,
            "`if %s`: %s has no such feature, flag or field",
            "");

    // --- Device models and ring types

    public static final Problem.Of1<String> UNKNOWN_STATE = new Problem.Of1<>(901, Severity.ERROR,
            "`%s` is not a state in which an attribute may be written",
            "write `while closed`");
    public static final Problem.Of2<String, String> ATTRIBUTE_TYPE = new Problem.Of2<>(902, Severity.ERROR,
            "attribute `%s` cannot have the type %s: it is one line of text in sysfs",
            "use a number, bool, mac, string[n], an enum or flags");
    public static final Problem.Of1<String> IMPLEMENTS_ABSTRACT = new Problem.Of1<>(903, Severity.ERROR,
            "`%s` is abstract, so nothing implements it",
            "");
    public static final Problem.Of2<String, String> UNKNOWN_PATH = new Problem.Of2<>(904, Severity.ERROR,
            "there is no `%s` in struct `%s`",
            "");
    public static final Problem.Of1<String> SLOTS_NOT_ARRAY = new Problem.Of1<>(905, Severity.ERROR,
            "`slots %s` must name the array at the end of the struct",
            "");
    public static final Problem.Of1<String> UNKNOWN_ORDER = new Problem.Of1<>(906, Severity.ERROR,
            "`%s` is not a rule of memory order",
            "write release, acquire or fence");
    public static final Problem.Of1<String> NO_SLOTS = new Problem.Of1<>(907, Severity.ERROR,
            "ring type `%s` does not say which array holds its slots",
            "add `slots` and the name of the array");
    public static final Problem.Of1<String> LOCAL_ON_WIRE = new Problem.Of1<>(908, Severity.ERROR,
            "`%s` is local: it exists in the C interface only",
            "use a literal that goes over the wire");
    public static final Problem.Of2<String, String> UNKNOWN_PROFILE = new Problem.Of2<>(909, Severity.ERROR,
            "there is no profile `%s`; known are: %s",
            "");
    public static final Problem.Of3<String, String, String> PROFILE_NOT_MET = new Problem.Of3<>(910, Severity.ERROR,
            "profile `%s` cannot run on device `%s`, which lacks %s",
            "add what is missing to the device, or remove the profile");
    public static final Problem.Of2<String, Integer> PROFILE_OF_SEVERAL = new Problem.Of2<>(911, Severity.ERROR,
            "profile `%s` runs on one device, and this model implements %d",
            "make a model for each device");
    public static final Problem.Of3<String, String, String> PROFILE_ATTRIBUTE = new Problem.Of3<>(912, Severity.ERROR,
            "attribute `%1$s` is served by profile `%2$s`, which has it as `%1$s : %3$s`",
            "declare it so, or give it another name");

    // 1001 said that a construct was not supported yet

    // --- Warnings: what compiles and will hurt later

    public static final Problem.Of3<String, Long, Integer> MISALIGNED = new Problem.Of3<>(1101, Severity.WARNING,
            "%s is %d, not a multiple of %d: some machines cannot reach it in one access",
            "move or reserve bytes until it is, or drop `packed`");
    public static final Problem.Of2<String, String> UNCHECKED_FLAGS = new Problem.Of2<>(1102, Severity.WARNING,
            "`%s` is a plain %s, so nobody refuses a bit that he does not know",
            "write `= 0` while there are no flags, later a type declared with `flags`");
    public static final Problem.Of1<String> UNCOUNTED_ARRAY = new Problem.Of1<>(1103, Severity.WARNING,
            "no field says how many elements `%s` has",
            "write the field that counts them between the brackets");
    public static final Problem.Of1<String> FAKE_ARRAY = new Problem.Of1<>(1104, Severity.WARNING,
            "`%s` is an array of one element at the end of a struct",
            "write the field that counts its elements between the brackets, or no brackets if there is one");
    public static final Problem.Of1<String> ZERO_LITERAL = new Problem.Of1<>(1105, Severity.WARNING,
            "`%s` is 0, which is also what nobody set",
            "begin with `UNSPECIFIED = 0`, or with 1");
    public static final Problem.Of3<String, String, Release> UNGATED_ADDITION = new Problem.Of3<>(1106, Severity.WARNING,
            "%s `%s` came with release %s, and no feature says whether the other side has it",
            "add a feature to the group and `if` with its name");
    public static final Problem.Of2<String, Integer> WIDE_TRIGGER = new Problem.Of2<>(1107, Severity.WARNING,
            "the driver writes `%s`, which has %d bits: a transport writes 32 at once",
            "make it two fields of 32 bits, of which the second one counts");
    public static final Problem.Of4<String, Long, String, Long> NARROW_INDEX = new Problem.Of4<>(1108, Severity.WARNING,
            "ring `%s` may have %d slots, and its index `%s` counts to %d",
            "take a smaller depth, or a wider index");
    public static final Problem.Of3<String, String, Integer> SHARED_CACHE_LINE = new Problem.Of3<>(1109, Severity.WARNING,
            "`%s` and `%s` are written by different sides and share a cache line of %d bytes",
            "reserve bytes between them");
    public static final Problem.Of2<String, String> MIXED_WORD = new Problem.Of2<>(1110, Severity.WARNING,
            "`%s` and `%s` are written by different sides and share a word",
            "reserve bytes between them, or let one side write both");
    public static final Problem.Of1<String> NO_MAGIC = new Problem.Of1<>(1111, Severity.WARNING,
            "nothing that has only one value is checked when a ring of type `%s` is attached",
            "add a field as `magic : u32 = NUMBER`, and its name behind `attach`");
    public static final Problem.Of1<String> NO_VERSION = new Problem.Of1<>(1112, Severity.WARNING,
            "device `%s` shares memory, and no version says how it is laid out",
            "declare `version NAME : u32 = 1` and write `version NAME` behind the type string");
    public static final Problem.Of1<String> SENTINEL_SIZE = new Problem.Of1<>(1113, Severity.WARNING,
            "the array is as long as `%s`, so the next literal of the enum makes it longer",
            "write a constant");
    public static final Problem.Of1<String> UNDOCUMENTED = new Problem.Of1<>(1114, Severity.WARNING,
            "`%s` has no doc comment",
            "say in `/** ... */` before it what it is");
    public static final Problem.Of2<String, String> MISSING_UNIT = new Problem.Of2<>(1115, Severity.WARNING,
            "`%s` does not say its unit",
            "write `unit %2$s`");
    public static final Problem.Of1<String> NARROW_TIME = new Problem.Of1<>(1116, Severity.WARNING,
            "`%s` is a point in time in 32 bits, which runs out",
            "write `u64 unit ns`");
    public static final Problem.Of1<Integer> TAKEN_IOCTL_TYPE = new Problem.Of1<>(1117, Severity.WARNING,
            "ioctls of type 0x%02X belong to another driver of the kernel",
            "take a byte that the kernel's list of ioctl numbers leaves free, as 0xC5");
    public static final Problem.Of4<String, Long, Long, String> IMPORTED_DIFFERS = new Problem.Of4<>(1118, Severity.WARNING,
            "%s is %d on 64-bit machines and %d on %s",
            "a program of one kind and a kernel of the other need a translation; say so in a comment, or allow it");
    public static final Problem.Of2<String, Integer> TORN_CONFIG = new Problem.Of2<>(1119, Severity.WARNING,
            "`%s` has %d bytes, which a driver reads in several accesses, and nothing tells it that they are of one value",
            "write `generation` after `config` and the struct");
    public static final Problem.Of2<String, String> ALLOW_UNUSED = new Problem.Of2<>(1140, Severity.WARNING,
            "nothing of `%2$s` is reported under %1$s",
            "remove this line");
    public static final Problem.Of1<String> ALLOW_UNKNOWN = new Problem.Of1<>(1141, Severity.ERROR,
            "`%s` is not the number of a warning",
            "");
    public static final Problem.Of2<String, String> ALLOW_NOWHERE = new Problem.Of2<>(1142, Severity.ERROR,
            "there is no `%s` in `%s`",
            "");
    public static final Problem.Of0 ALLOW_WITHOUT_REASON = new Problem.Of0(1143, Severity.ERROR,
            "the reason is empty",
            "say why the warning is meant");

    // --- What was removed, and constructs that came later

    public static final Problem.Of2<String, String> REMOVED_USED = new Problem.Of2<>(1150, Severity.ERROR,
            "%s `%s` was removed",
            "");
    public static final Problem.Of2<String, String> NOTHING_MATCHED = new Problem.Of2<>(1151, Severity.ERROR,
            "nobody matched %s `%s` by a text",
            "remove the text");
    public static final Problem.Of1<String> NODE_TWICE = new Problem.Of1<>(1152, Severity.ERROR,
            "two character devices are `/dev/%s`",
            "give one of them another node");
    public static final Problem.Of0 STATE_RESERVED = new Problem.Of0(1153, Severity.ERROR,
            "the state that a migration would carry cannot be declared yet",
            "remove it, or read and write it with calls of the device");
    public static final Problem.Of1<String> SEQLOCK_WRITER = new Problem.Of1<>(1154, Severity.ERROR,
            "region `%s` has a sequence counter, so one side writes it",
            "write `by device` or `by driver` behind the counter");
    public static final Problem.Of1<String> SEQLOCK_TYPE = new Problem.Of1<>(1155, Severity.ERROR,
            "region `%s` has a sequence counter, so its type is a struct of fixed size that begins with it",
            "put what the region holds into a struct, behind the counter");
    public static final Problem.Of2<String, String> SEQLOCK_COUNTER = new Problem.Of2<>(1156, Severity.ERROR,
            "`%s` cannot be the sequence counter of struct `%s`: that is its first field, one u32, le32 or be32 without conditions, and not packed",
            "");
    public static final Problem.Of3<String, String, String> SEQLOCK_OTHER_WRITER = new Problem.Of3<>(1157, Severity.ERROR,
            "region `%s` is written by the %s alone, and `%s` says otherwise",
            "move what the other side writes into a region of its own");

    // --- Devices of the virtio specification

    public static final Problem.Of1<BigInteger> BAD_VIRTIO_ID = new Problem.Of1<>(1401, Severity.ERROR,
            "%d is not a device id of virtio",
            "take the number from the virtio specification, 1 to 63");
    public static final Problem.Of1<String> NOT_IN_VIRTIO = new Problem.Of1<>(1402, Severity.ERROR,
            "a virtio device cannot have %s, which belongs to the virtual bus",
            "remove it");
    public static final Problem.Of1<String> ONLY_IN_VIRTIO = new Problem.Of1<>(1403, Severity.ERROR,
            "only a virtio device can have %s",
            "use a ring, a region or a call, or write `virtio` and its id instead of the type string");
    public static final Problem.Of2<String, String> CONFIG_NOT_FOR = new Problem.Of2<>(1404, Severity.ERROR,
            "struct `%s` is not for device `%s`, so its fields cannot say which feature they need",
            "write `struct %s for %s`");
    public static final Problem.Of3<String, BigInteger, String> QUEUE_TWICE = new Problem.Of3<>(1405, Severity.ERROR,
            "queue `%s` has the index %d, and so has `%s`",
            "give it another index");
    public static final Problem.Of2<String, String> REQUEST_TWICE = new Problem.Of2<>(1406, Severity.ERROR,
            "request `%s` has the same number as `%s`",
            "give it another number");
    public static final Problem.Of3<String, Integer, Integer> REQUEST_PARTS = new Problem.Of3<>(1407, Severity.ERROR,
            "the number of request `%s` has %d parts, and the header in front of it has %d fields",
            "write one number for each field");
    public static final Problem.Of2<String, String> HEADER_FIELD = new Problem.Of2<>(1408, Severity.ERROR,
            "`%s` of the header `%s` is not a number, so no request can be told by it",
            "give it an integer type");
    public static final Problem.Of2<String, BigInteger> TRANSPORT_FEATURE = new Problem.Of2<>(1409, Severity.ERROR,
            "feature `%s` is bit %d, and bits 24 to 49 belong to the transports of virtio",
            "take a bit below 24, or from 50");
    public static final Problem.Of2<String, String> NO_SELECTOR = new Problem.Of2<>(1410, Severity.ERROR,
            "`%s` is no field of the header `%s`, so no request can be told by it",
            "name a field of the header after `by`");
    public static final Problem.Of4<String, String, Long, String> QUEUES_MEET = new Problem.Of4<>(1411, Severity.ERROR,
            "queue `%s` and queue `%s` are both number %d when %s",
            "leave each number to one queue, as with 2 * i and 2 * i + 1");

    // --- Character devices

    public static final Problem.Of3<String, BigInteger, String> IOCTL_TWICE = new Problem.Of3<>(1601, Severity.ERROR,
            "ioctl `%s` has the number %d, and so has `%s`",
            "give it another number");
    public static final Problem.Of2<String, BigInteger> NOT_A_BYTE = new Problem.Of2<>(1602, Severity.ERROR,
            "%s is %d, and an ioctl number has 8 bits for it",
            "take a number from 0 to 255");
    public static final Problem.Of3<String, Long, Long> BLOCK_TOO_LARGE = new Problem.Of3<>(1603, Severity.ERROR,
            "the block of ioctl `%s` has %d bytes, and the number has room for %d",
            "pass the address of the large part (`u64 -> T`)");
    public static final Problem.Of1<String> BLOCK_OPEN = new Problem.Of1<>(1604, Severity.ERROR,
            "`%s` has no fixed size, which is a part of an ioctl's number",
            "pass its address and its length");
    public static final Problem.Of1<String> BAD_NODE = new Problem.Of1<>(1605, Severity.ERROR,
            "\"%s\" cannot be the name of a node in /dev",
            "use 1 to 63 of the characters a-z, A-Z, 0-9, `-`, `_` and `.`");
    public static final Problem.Of1<String> BAD_MODE = new Problem.Of1<>(1606, Severity.ERROR,
            "`mode %s` is not a mode: it takes octal digits up to 0777",
            "write `mode 0600`");
    public static final Problem.Of0 BAD_READ = new Problem.Of0(1607, Severity.ERROR,
            "`read` gives whole elements of one array",
            "write `read (out name : T[])`");
    public static final Problem.Of1<String> BAD_POLL = new Problem.Of1<>(1608, Severity.ERROR,
            "`poll %s when read` says nothing here: there must be a `read`, and it makes `in` ready",
            "add `read (out name : T[])` and write `poll in when read`");
    public static final Problem.Of2<String, String> AFTER_UNKNOWN_IOCTL = new Problem.Of2<>(1609, Severity.ERROR,
            "`after %s`: character device `%s` has no such ioctl",
            "");

    private Catalogue() { }

    /** All entries in the order above. */
    public static List<Problem> all() {
        List<Problem> all = new ArrayList<>();
        for (Field field : Catalogue.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && Problem.class.isAssignableFrom(field.getType())) {
                try {
                    all.add((Problem) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(field + " is public", e);
                }
            }
        }
        return List.copyOf(all);
    }

    /** The entry with a code, as {@code VB0107}. */
    public static Optional<Problem> byCode(String code) {
        return Optional.ofNullable(ByCode.MAP.get(code));
    }

    private static final class ByCode {
        private static final Map<String, Problem> MAP = all().stream()
                .collect(Collectors.toUnmodifiableMap(Problem::code, Function.identity()));
    }
}
