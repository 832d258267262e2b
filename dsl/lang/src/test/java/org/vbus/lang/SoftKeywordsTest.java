// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.IGrammarAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No word of the language is lost to authors: a field may be called as it is in the ABI that it describes. */
class SoftKeywordsTest {
    private static final Set<String> WORDS = words();

    @TempDir
    private Path folder;

    private static Set<String> words() {
        IGrammarAccess grammar = new VbusStandaloneSetup().createInjectorAndDoEMFRegistration().getInstance(IGrammarAccess.class);
        Set<String> words = new TreeSet<>(GrammarUtil.getAllKeywords(grammar.getGrammar()));
        words.removeIf(word -> !Character.isLetter(word.charAt(0)));
        return words;
    }

    @Test
    void everyWordIsANameOfEverything() throws IOException {
        assertThat(WORDS).hasSizeGreaterThan(100).contains("sum", "sizeof", "if", "u8", "struct", "in", "union", "mac", "not");
        StringBuilder fields = new StringBuilder();
        StringBuilder arms = new StringBuilder();
        StringBuilder structs = new StringBuilder();
        StringBuilder literals = new StringBuilder();
        StringBuilder flags = new StringBuilder();
        StringBuilder rings = new StringBuilder();
        StringBuilder regions = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        StringBuilder features = new StringBuilder();
        StringBuilder attributes = new StringBuilder();
        int n = 0;
        for (String word : WORDS) {
            fields.append("    ").append(word).append(" : u8 in\n");
            arms.append("    ").append(word).append(" : u8\n");
            structs.append("struct ").append(word).append(" { ").append(word).append(" : u8 where ^").append(word).append(" > 0 }\n");
            literals.append("    ").append(word).append(" = ").append(n).append("\n");
            if (n < 64) {
                flags.append("    ").append(word).append(" = ").append(n).append("\n");
                features.append("        ").append(word).append(" = ").append(n).append("\n");
            }
            rings.append("    ring ").append(word).append(" = ").append(n)
                    .append(" : ioq device -> driver depth 1..4 (out ").append(word).append(" : u8[])\n");
            regions.append("    region ").append(word).append(" = ").append(n).append(" : u8[4]\n");
            calls.append("    call ").append(word).append(" = ").append(n).append(" (in ").append(word).append(" : u8, out x : u8)\n");
            attributes.append("    attribute ").append(word).append(" : u8 rw\n");
            n++;
        }
        parses("package a\nstruct s {\n" + fields + "}\nstruct t {\n    union {\n" + arms + "    }\n}\n");
        parses("package a\n" + structs + "const after = 1\n".replace("after", "x1"));
        parses("package a\nenum e : u16 as E_ {\n" + literals + "}\nflags f : u64 as F_ {\n" + flags + "}\n");
        parses("package a\nimport linux.ioq.*\ndevice r \"r\" {\n" + rings + "}\n");
        parses("package a\ndevice c \"c\" {\n    features G as G_ {\n" + features + "    }\n" + calls + "}\n");
        parses("package a\ndevice m \"m\" {\n" + regions + "}\nmodel n \"n\" implements m {\n" + attributes + "}\n");
        StringBuilder removed = new StringBuilder();
        StringBuilder items = new StringBuilder();
        n = 0;
        for (String word : WORDS) {
            removed.append("removed struct ").append(word).append("\n");
            items.append("    removed call ").append(word).append(" = ").append(n++).append("\n");
        }
        parses("package a\n" + removed);
        parses("package a\ndevice d \"d\" {\n" + items + "}\n");
        for (String word : WORDS) {
            parses("package a." + word + "\ndevice " + word + " \"t\" { }\nconst c" + " = 1\n");
            parses("package a\nconst " + word + " = 1\n");
            parses("package a\nenum " + word + " : u8 { x = 0 }\n");
        }
    }

    @Test
    void aWordMayAlsoBeReferredTo() throws IOException {
        parses("package a\nstruct s {\n    sum : u8\n    sizeof : u8 where sizeof > sum\n    size : u8[sum + sizeof]\n}\n");
        parses("package a\nstruct s {\n    if : u8\n    n : u8 where ^if > 3\n    else : u8 if n == 2\n    in : u8 in\n    out : u8\n}\n");
        parses("package a\nstruct union { a : u8 }\nstruct s { x : ^union  union { y : u8  z : u8 } }\n");
    }

    private void parses(String spec) throws IOException {
        Path file = folder.resolve("a.vbus");
        Files.writeString(file, spec);
        assertThat(FrontEnd.create().load(List.of(file), List.of(Path.of("../../abi-specs"))).diagnostics()).as(spec).isEmpty();
    }
}
