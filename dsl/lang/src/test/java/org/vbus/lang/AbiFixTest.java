// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.layout.Layouts;
import org.vbus.model.layout.StructLayout.MemberLayout;
import org.vbus.model.type.NamedType;

/** A stable layout that differs between machines is refused, and the padding that is offered makes all of them agree. */
class AbiFixTest {
    private static final String[] TYPES = {"u8", "u16", "le32", "u64", "s64", "u8[3]", "u16[5]", "u64[2]", "inner", "struct { x : u32 }", "bits u16 { b : 3 }"};
    private static final String HEAD = "package p\nabi stable release 1.0\n/** I. */\nstruct inner { a : u8  b : u8[6]  c : u8 }\n/** S. */\n";
    private static final FrontEnd FRONT_END = FrontEnd.create();
    private static final int STRUCTS = 60;
    private static final int MOST_EDITS = 30;

    @TempDir
    private Path folder;

    @Test
    void theEditForTheDifferenceAloneIsEnough() throws IOException {
        String fixed = fixed(HEAD + "struct s {\n    a : u32\n    b : u64\n    c : u16\n}\n", "VB0506");
        assertThat(fixed).endsWith("struct s {\n    a : u32\n    reserved 4\n    b : u64\n    c : u16\n    reserved 6\n}\n");
        assertThat(load(fixed).diagnostics()).isEmpty();
    }

    @Test
    void theHintNamesThePadding() throws IOException {
        assertThat(load(HEAD + "struct s { a : u32  b : u64 }\n").diagnostics()).filteredOn(d -> d.code().equals("VB0506")).singleElement()
                .satisfies(d -> assertThat(d.message()).isEqualTo("the offset of `b` is 8 on 64-bit machines and 4 on i386, and this spec is stable"))
                .satisfies(d -> assertThat(d.hint()).contains("add `reserved 4` before it"));
        assertThat(load(HEAD + "struct s { a : u16  b : u32 }\n").diagnostics()).filteredOn(d -> d.code().equals("VB0506")).singleElement()
                .satisfies(d -> assertThat(d.message()).contains("and 2 on m68k"))
                .satisfies(d -> assertThat(d.hint()).contains("add `reserved 2` before it"));
        assertThat(load(HEAD + "struct s { a : u64  b : u32 }\n").diagnostics()).filteredOn(d -> d.code().equals("VB0506")).singleElement()
                .satisfies(d -> assertThat(d.message()).isEqualTo("the size of `s` is 16 on 64-bit machines and 12 on i386, and this spec is stable"))
                .satisfies(d -> assertThat(d.hint()).contains("add `reserved 4` at the end"));
    }

    @Test
    void everyEditedStructIsTheSameOnAllMachines() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < STRUCTS; i++) {
            StringBuilder text = new StringBuilder(HEAD).append("struct s {\n");
            for (int field = 0; field < 1 + random.nextInt(6); field++) {
                text.append("    f").append(field).append(" : ").append(TYPES[random.nextInt(TYPES.length)]).append('\n');
            }
            String fixed = fixed(text.append("}\n").toString(), "");
            Layouts layouts = ((NamedType.Struct) load(fixed).specs().types().get("p.s")).layouts();
            for (AbiClass abi : AbiClass.values()) {
                assertThat(layouts.on(abi).size()).as("%s on %s", fixed, abi).isEqualTo(layouts.lp64().size());
                assertThat(layouts.on(abi).members()).extracting(MemberLayout::offset).as("%s on %s", fixed, abi)
                        .isEqualTo(layouts.lp64().members().stream().map(MemberLayout::offset).toList());
            }
        }
    }

    /** The text after the edits of one number, or of any, until there are none. */
    private String fixed(String text, String code) throws IOException {
        String fixed = text;
        for (int i = 0; i < MOST_EDITS; i++) {
            Optional<Diagnostic> next = load(fixed).diagnostics().stream().filter(d -> d.code().startsWith(code)).findFirst();
            if (next.isEmpty()) {
                return fixed;
            }
            assertThat(next.get().fix()).as("%s in %s", next.get(), fixed).isPresent();
            fixed = FixTest.apply(fixed, next.get().fix().orElseThrow());
        }
        throw new AssertionError("no end of edits in " + fixed);
    }

    private Parsed load(String text) throws IOException {
        Path file = folder.resolve("one.vbus");
        Files.writeString(file, text);
        return FRONT_END.load(List.of(file), List.of());
    }
}
