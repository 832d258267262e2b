// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that parse and have one structural fault, or come close to one: types in themselves, circles, sizes and numbers beyond what fits. */
final class Shapes implements Strategy {
    private static final List<String> EDGES = List.of("0", "1", "2", "3", "255", "256", "65535", "65536", "0x7fffffff", "0x80000000", "0xffffffff", "0x100000000",
            "0x7fffffffffffffff", "0x8000000000000000", "0xffffffffffffffff", "0x10000000000000000", "1073741824", "1073741825", "2147483647", "2147483648",
            "-1", "-2147483648", "-9223372036854775808", "1 << 31", "1 << 63", "1 << 64", "1 << 4294967295", "1 << 999999999999", "-1 << 1", "1 >> -1", "1 / 0",
            "5 % 0", "0 / -1", "~0", "not 1", "sizeof(u64)", "sizeof(s0)", "sizeof(e0)", "sum(a)", "\"text\"", "1 < 2", "x", "C0", "e0.L0", "L0", "(1)", "- - 1",
            "0xffffffffffffffff * 0xffffffffffffffff", "1 in 0..2", "a.b.c");
    private static final List<String> TYPES = List.of("u8", "u16", "u32", "u64", "s64", "le16", "be32", "bool", "char", "mac", "fd", "string", "string[8]", "string[0]",
            "virtio16", "s0", "s1", "s2", "e0", "f0", "t0", "t1", "u8[]", "u8[e0]", "u8[4][2]", "u8[][4]", "u64[2]", "s0[3]", "t0[2]", "u8[n]", "s1[n]");
    private static final List<String> NAMES = List.of("a", "b", "n", "x", "len");

    @Override
    public Input next(Random random) {
        StringBuilder text = new StringBuilder("package p\n");
        if (random.nextInt(3) == 0) {
            text.append("abi ").append(Corpus.one(List.of("stable", "testing", "draft", "none"), random)).append(" release ")
                    .append(Corpus.one(List.of("1.0", "0.0", "2147483648.1", "1.99999999999999999999"), random)).append('\n');
        }
        text.append("import linux.ioq.*\n");
        List<String> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            parts.add(part(random));
        }
        parts.add("enum e0 : u8 { L0 = 0 L1 = 1 }");
        if (random.nextInt(3) > 0) {
            parts.add("const C0 : u32 = " + (random.nextInt(3) == 0 ? edge(random) : "4"));
        }
        java.util.Collections.shuffle(parts, random);
        parts.forEach(part -> text.append(part).append('\n'));
        return Input.of(text.toString());
    }

    private static String part(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> "struct s" + random.nextInt(3) + mods(random) + " {" + members(random, 0) + " }";
            case 3 -> "type t" + random.nextInt(3) + " : " + type(random, 0) + field(random);
            case 4 -> (random.nextBoolean() ? "open " : "") + "enum e" + random.nextInt(2) + " : " + type(random) + " { " + literals(random) + " }";
            case 5 -> "flags f0 : " + type(random) + " as F_ { " + literals(random) + " }";
            case 6 -> "const C" + random.nextInt(4) + (random.nextBoolean() ? " : " + type(random) : "") + " = " + expr(random, 0);
            case 7 -> circle(random, "const", " = ", " + 1");
            case 8 -> circle(random, "type", " : ", random.nextBoolean() ? "" : "[2]");
            case 9 -> "version V : " + type(random) + " = " + edge(random) + " covers d" + random.nextInt(2);
            case 10 -> "ringtype r0 : s" + random.nextInt(3) + " { slots " + name(random) + " signal " + name(random) + " payload a, b index i = x (a, b, n)"
                    + " order release " + name(random) + " attach size, x }";
            case 11, 12, 13 -> device(random);
            case 14 -> "model m" + random.nextInt(2) + " \"acme-m" + random.nextInt(2) + "\" implements d" + random.nextInt(2) + " { attribute a : " + type(random)
                    + " " + Corpus.one(List.of("ro", "rw", "wo"), random) + " }";
            default -> "chardev c" + random.nextInt(2) + " \"n/" + random.nextInt(2) + "\" type " + edge(random) + " { ioctl I = " + edge(random) + " (" + arguments(random)
                    + ") read (out r : " + type(random) + ") poll in when read }";
        };
    }

    /** Declarations each of which needs the next one, and the last one the first, perhaps. */
    private static String circle(Random random, String kind, String is, String more) {
        int length = 1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 6);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String next = i + 1 < length || random.nextBoolean() ? "k" + (i + 1) % length : kind.equals("const") ? "1" : "u8";
            text.append(kind).append(" k").append(i).append(is).append(next).append(more).append('\n');
        }
        return text.toString();
    }

    private static String device(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(6) == 0 ? "abstract " : "").append("device d").append(random.nextInt(2));
        text.append(random.nextInt(4) == 0 ? " virtio " + random.nextInt(70) : " \"acme-d" + random.nextInt(2) + "\"").append(" {\n");
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(switch (random.nextInt(8)) {
                case 0 -> "features G" + random.nextInt(2) + " = " + edge(random) + " { A = " + random.nextInt(70) + " B = " + edge(random) + " requires " + condition(random) + " }";
                case 1 -> "ring q" + random.nextInt(2) + " = " + random.nextInt(4) + " : ioq device -> driver depth 1.." + random.nextInt(70000) + " default 4 (out o : "
                        + type(random) + ") if " + condition(random);
                case 2 -> "region g" + random.nextInt(2) + " = " + random.nextInt(4) + " : " + type(random, 0) + field(random);
                case 3 -> "let z = " + expr(random, 0) + " if " + condition(random) + " else " + edge(random);
                case 4 -> "queue w" + random.nextInt(2) + "[i < z] = i * 2 : driver -> device (in q : " + type(random) + ")";
                case 5 -> "config s" + random.nextInt(2) + " generation";
                default -> "call K" + random.nextInt(3) + " = " + (random.nextInt(4) == 0 ? edge(random) : random.nextInt(6)) + " (" + arguments(random) + ")"
                        + (random.nextBoolean() ? " -> s32" : "") + " after K" + random.nextInt(3) + " errors " + Corpus.one(List.of("EBUSY", "EINVAL", "EWHAT"), random)
                        + (random.nextInt(3) == 0 ? " if " + condition(random) : "");
            }).append('\n');
        }
        return text.append("}").toString();
    }

    private static String arguments(Random random) {
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            all.add(Corpus.one(List.of("in", "out", "inout"), random) + " " + name(random) + i + " : " + type(random, 1) + field(random));
        }
        return String.join(", ", all);
    }

    private static String members(Random random, int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(switch (random.nextInt(8)) {
                case 0 -> " reserved " + random.nextInt(9) + " zero";
                case 1 -> " union { " + name(random) + i + " : " + type(random, depth) + " " + name(random) + "u : " + type(random) + " if " + condition(random) + " }";
                default -> " " + name(random) + i + " : " + type(random, depth) + field(random);
            });
        }
        return text.toString();
    }

    private static String mods(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> " size " + edge(random);
            case 1 -> " align " + edge(random);
            case 2 -> " packed";
            case 3 -> " sized for d0";
            default -> "";
        };
    }

    private static String field(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> " = " + edge(random);
            case 1 -> " where " + condition(random) + ", " + condition(random);
            case 2 -> " if " + condition(random) + " else " + type(random);
            case 3 -> " -> " + type(random) + (random.nextBoolean() ? " pinned" : "");
            case 4 -> " @" + random.nextInt(20);
            case 5 -> " opaque unit bytes since 1.0 deprecated use " + name(random);
            case 6 -> " by device, driver";
            default -> "";
        };
    }

    private static String type(Random random, int depth) {
        return switch (depth > 3 ? 9 : random.nextInt(10)) {
            case 0 -> "struct {" + members(random, depth + 1) + " }";
            case 1 -> "union by " + name(random) + " { m : " + type(random, depth + 1) + " = L0 k : " + type(random, depth + 1) + " = L1 else ignored }";
            case 2 -> "bits " + type(random) + " { p : " + random.nextInt(40) + " q : " + random.nextInt(70) + " of e0 r : 1 as R_" + random.nextInt(9) + " }";
            case 3 -> type(random) + "[" + expr(random, 2) + "]";
            default -> type(random);
        };
    }

    private static String literals(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(4); i++) {
            text.append(random.nextInt(6) == 0 ? "local " : "").append("L").append(random.nextInt(5)).append(" = ").append(random.nextBoolean() ? i : edge(random)).append(' ');
        }
        return text.toString();
    }

    private static String condition(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "A";
            case 1 -> "G0.A and not (B or G1.B)";
            case 2 -> name(random) + " in " + edge(random) + ".." + edge(random);
            default -> expr(random, 1) + " " + Corpus.one(List.of("==", "!=", "<", ">="), random) + " " + expr(random, 1);
        };
    }

    private static String expr(Random random, int depth) {
        if (depth > 4 || random.nextInt(3) == 0) {
            return random.nextBoolean() ? "(" + edge(random) + ")" : random.nextBoolean() ? name(random) : String.valueOf(random.nextInt(10));
        }
        return "(" + expr(random, depth + 1) + Corpus.one(List.of(" + ", " - ", " * ", " / ", " % ", " << ", " >> ", " & ", " | ", " == ", " and "), random)
                + expr(random, depth + 1) + ")";
    }

    private static String edge(Random random) {
        return Corpus.one(EDGES, random);
    }

    private static String type(Random random) {
        return Corpus.one(TYPES, random);
    }

    private static String name(Random random) {
        return Corpus.one(NAMES, random);
    }
}
