// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The specs of the repository, good and wrong ones: what mutations begin with. */
final class Corpus {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|//[^\\n]*|/\\*.*?\\*/|\"[^\"\\n]*\"|\\^?[A-Za-z_]\\w*|0x[0-9a-fA-F]+|\\d+|->|\\.\\.|==|!=|<=|>=|<<|>>|.", Pattern.DOTALL);

    private final List<String> good = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    /** Reads what is below a checkout. */
    Corpus(Path home) throws IOException {
        for (String folder : List.of("abi-specs", "it/specs", "it/devices")) {
            read(home.resolve(folder), good);
        }
        all.addAll(good);
        read(home.resolve("it/specs-refused"), all);
        read(home.resolve("dsl/lang/src/test/resources/wrong"), all);
    }

    private static void read(Path folder, List<String> into) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".vbus")).sorted().toList()) {
                // the wrong ones are not all UTF-8
                into.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        if (into.isEmpty()) {
            throw new IOException("no specs below " + folder);
        }
    }

    List<String> good() {
        return good;
    }

    /** A spec that compiles. */
    String good(Random random) {
        return one(good, random);
    }

    /** Any spec; mostly one that compiles, as those reach further. */
    String any(Random random) {
        return one(random.nextInt(4) > 0 ? good : all, random);
    }

    /** Words, symbols, comments and the blanks between them; joined they are the text. */
    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    static boolean isBlank(String token) {
        return token.isBlank() || token.startsWith("//") || token.startsWith("/*");
    }

    static boolean isNumber(String token) {
        return Character.isDigit(token.charAt(0));
    }

    static boolean isName(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
    }

    static <T> T one(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** Index of a token that is not blank; -1 when there is none. */
    static int place(List<String> tokens, Random random) {
        for (int i = 0; i < 100 && !tokens.isEmpty(); i++) {
            int at = random.nextInt(tokens.size());
            if (!isBlank(tokens.get(at))) {
                return at;
            }
        }
        return -1;
    }
}
