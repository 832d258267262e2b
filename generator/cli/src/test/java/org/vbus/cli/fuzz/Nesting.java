// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.List;
import java.util.Random;

/** Each construct that can hold itself, in itself: below the limit, at it, just over it, and as deep as the file allows. */
final class Nesting implements Strategy {
    private record Shape(String head, String open, String core, String close, String tail) { }

    private static final List<Shape> SHAPES = List.of(
            new Shape("const A = ", "(", "1", ")", ""),
            new Shape("const A = ", "-", "1", "", ""),
            new Shape("const A = ", "~", "1", "", ""),
            new Shape("const A = ", "not ", "1", "", ""),
            new Shape("const A = ", "1 + ", "1", "", ""),
            new Shape("const A = ", "1 + (", "1", ")", ""),
            new Shape("const A = ", "- (", "1", ")", ""),
            new Shape("const A = ", "(1 and not (", "1", "))", ""),
            new Shape("const A = ", "1 in 0..", "1", "", ""),
            new Shape("const A = ", "sizeof(", "u8", ")", ""),
            new Shape("struct s { ", "a : struct { ", "b : u8", " }", " }"),
            new Shape("struct s { ", "union { a : struct { ", "b : u8", " } }", " }"),
            new Shape("struct s { t : e ", "a : union by t { x : ", "u8", " = L }", " } enum e : u8 { L = 0 }"),
            new Shape("struct s { ", "a : struct { t : u8 ", "b : bits u8 { p : 8 }", " }", " }"),
            new Shape("struct s { a : u8", "[1]", "", "", " }"),
            new Shape("struct s { n : u8 a : u8[", "n + (", "1", ")", "] }"),
            new Shape("device d \"d\" { call K = 0 (in a : ", "struct { b : ", "u8", " }", ") }"),
            new Shape("device d \"d\" { region r = 0 : ", "struct { b : ", "u8", " }", " }"),
            new Shape("device d \"d\" { features F = 0 { A = 0 B = 1 requires ", "(not ", "A", ")", " } }"),
            new Shape("", "struct s { ", "", "}", ""),
            new Shape("", "{", "", "}", ""),
            new Shape("", "[(", "", ")]", ""),
            new Shape("", "/*", "", "*/", ""),
            new Shape("import ", "a.", "b", "", ".*"),
            new Shape("struct s { n : u64 -> ", "u64 -> ", "u8", "", " }"));

    @Override
    public Input next(Random random) {
        Shape shape = Corpus.one(SHAPES, random);
        int depth = switch (random.nextInt(8)) {
            case 0 -> 62 + random.nextInt(6);
            case 1 -> 254 + random.nextInt(5);
            case 2 -> 14 + random.nextInt(5);
            case 3 -> 1000 + random.nextInt(3000);
            case 4 -> random.nextInt(20) == 0 ? 100_000 : 8000;
            default -> 1 + random.nextInt(80);
        };
        int closed = random.nextInt(6) == 0 ? random.nextInt(depth + 2) : depth;
        return Input.of("package p\n" + shape.head() + shape.open().repeat(depth) + shape.core() + shape.close().repeat(closed) + shape.tail() + "\n");
    }
}
