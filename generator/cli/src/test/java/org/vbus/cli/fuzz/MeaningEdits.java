// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A good spec that still parses and means something else: names that break a reference or meet another, numbers at the edge, other
 * scalars, operators and directions.
 */
final class MeaningEdits implements Strategy {
    private static final List<String> NUMBERS = List.of("0", "1", "2", "3", "7", "8", "31", "32", "63", "64", "65", "127", "128", "255", "256", "4095",
            "65535", "65536", "0x7fffffff", "0x80000000", "2147483648", "4294967295", "4294967296", "1073741824", "1073741825", "0x3fffffff",
            "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "0xffffffffffffffff", "0x10000000000000000",
            "0xffff0000", "00", "007", "0777", "99999999999999999999999999999999999999");
    private static final List<String> SCALARS = List.of("u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "le16", "le32", "le64", "be16", "be32", "be64",
            "virtio16", "virtio32", "virtio64", "char", "bool", "mac", "fd", "string");
    private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=", "|", "&", "<<", ">>", "+", "-", "*", "/", "%", "and", "or");
    private static final List<String> DIRECTIONS = List.of("in", "out", "inout");
    private static final List<String> KINDS = List.of("struct", "enum", "flags", "const", "device", "model", "ring", "region", "call", "type");
    private static final List<List<String>> FAMILIES = List.of(SCALARS, OPERATORS, DIRECTIONS, KINDS, List.of("zero", "ignored", "preserved"),
            List.of("ro", "rw", "wo"), List.of("device", "driver"), List.of("stable", "testing", "experimental"));

    private final Corpus corpus;

    MeaningEdits(Corpus corpus) {
        this.corpus = corpus;
    }

    @Override
    public Input next(Random random) {
        List<String> tokens = new ArrayList<>(Corpus.tokens(corpus.good(random)));
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = Corpus.place(tokens, random);
            tokens.set(at, other(tokens, tokens.get(at), random));
        }
        return Input.of(String.join("", tokens));
    }

    private static String other(List<String> tokens, String token, Random random) {
        if (Corpus.isNumber(token)) {
            return random.nextInt(5) == 0 ? "(" + Corpus.one(NUMBERS, random) + " " + Corpus.one(OPERATORS, random) + " " + Corpus.one(NUMBERS, random) + ")"
                    : Corpus.one(NUMBERS, random);
        }
        for (List<String> family : FAMILIES) {
            if (family.contains(token)) {
                return Corpus.one(family, random);
            }
        }
        List<String> names = tokens.stream().filter(Corpus::isName).toList();
        return switch (random.nextInt(5)) {
            case 0 -> Corpus.isName(token) ? token + "x" : token;
            case 1 -> Corpus.isName(token) ? token + "." + Corpus.one(names, random) : token;
            case 2 -> Corpus.isName(token) ? "sizeof(" + token + ")" : token;
            default -> Corpus.isName(token) ? Corpus.one(names, random) : token;
        };
    }
}
