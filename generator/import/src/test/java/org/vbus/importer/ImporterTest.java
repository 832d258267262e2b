// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.model.layout.AbiClass;
import org.vbus.model.type.NamedType;

class ImporterTest {
    private static final String TYPES = "typedef unsigned char __u8; typedef unsigned short __u16, __le16; typedef unsigned int __u32, __le32;\n"
            + "typedef unsigned long long __u64; typedef unsigned long long __aligned_u64 __attribute__((aligned(8)));\n";

    @TempDir
    Path dir;

    @BeforeEach
    void tools() {
        for (String tool : List.of("gcc", "pahole")) {
            boolean there = Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            if (!there) {
                System.out.println("ImporterTest is skipped: there is no " + tool + "; it/setup check installs it");
            }
            assumeTrue(there, "no " + tool + "; it/setup check installs it");
        }
    }

    private Imported run(String header, String... structs) throws IOException, ImportException {
        Path file = Files.writeString(dir.resolve("h.h"), TYPES + header);
        return Importer.run(new Request(file, List.of(structs), List.of(), Optional.of("test.h"), List.of(), List.of(), "gcc"));
    }

    /** All of a spec behind its first lines, on one line. */
    private static String words(Imported imported) {
        return imported.text().replaceAll("(?s)^.*?release 1.0\n", "").replaceAll("(?s)// .*", "").replaceAll("\\s+", " ").strip();
    }

    private NamedType.Struct struct(Imported imported, String name) {
        return imported.spec().types().stream().filter(NamedType.Struct.class::isInstance).map(NamedType.Struct.class::cast)
                .filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void membersOfAllKinds() throws Exception {
        assertThat(words(run("enum kind { KIND_A = 1, KIND_B };\n"
                + "struct inner { __u16 x; };\n"
                + "struct s { __le32 a; signed char b; char name[7]; struct inner in[2]; enum kind kind; __u8 tail[]; };")))
                .isEqualTo("open enum kind : u32 as KIND_ { A = 1 B = 2 } struct inner size 2 { x : u16 } "
                        + "struct s size 20 { a : le32 b : s8 name : char[7] in_ : inner[2] kind : kind tail : u8[] }".replace("in_ :", "/** `in` in C. */ in_ :"));
    }

    @Test
    void unionsAndWhatHasNoName() throws Exception {
        Imported imported = run("struct s { union { struct { __u16 start, offset; }; __u32 both; struct { __u8 lo; } part; }; union { __u32 a; __u8 b; } u; struct { __u16 flat; }; };\n"
                + "union top { __u32 x; __u8 y[4]; };");
        assertThat(words(imported)).isEqualTo("struct s size 12 { union { /** Without a name in C. */ unnamed : struct { start : u16 offset : u16 } both : u32 "
                + "part : struct { lo : u8 } } u : struct { union { a : u32 b : u8 } } flat : u16 } struct top size 4 { union { x : u32 y : u8[4] } }");
        assertThat(imported.mappings()).extracting(Mapping::cType).containsExactly("struct s", "union top");
        assertThat(imported.mappings().get(0).members()).extracting(path -> path.c() + "=" + path.spec())
                .containsExactly("start=unnamed.start", "offset=unnamed.offset", "both=both", "part=part", "part.lo=part.lo", "u=u", "u.a=u.a", "u.b=u.b", "flat=flat");
    }

    /** Padding stays padding, so that the struct lies as C has it on each machine. */
    @Test
    void paddingOfEachMachine() throws Exception {
        NamedType.Struct hole = struct(run("struct s { __u32 a; __u64 b; __u8 c; };"), "s");
        assertThat(Stream.of(AbiClass.LP64, AbiClass.ILP32_ALIGN8, AbiClass.ILP32_ALIGN4).map(abi -> hole.layouts().on(abi).size())).containsExactly(24L, 24L, 16L);
        assertThat(hole.body().members()).hasSize(3);
        Imported aligned = run("struct s { __u32 a; __aligned_u64 b; __u8 c; };");
        assertThat(words(aligned)).isEqualTo("struct s align 8 size 24 { a : u32 reserved 4 ignored b : u64 c : u8 }");
    }

    @Test
    void packedAndAligned() throws Exception {
        assertThat(words(run("struct p { __u8 a; __u32 b; } __attribute__((packed));"))).isEqualTo("struct p packed size 5 { a : u8 b : u32 }");
        // nothing lies otherwise, but it may stand anywhere
        assertThat(words(run("struct p { __u32 a; } __attribute__((packed)); struct q { __u8 a; struct p b; };")))
                .isEqualTo("struct p packed size 4 { a : u32 } struct q size 5 { a : u8 b : p }");
        assertThat(words(run("struct p { __u8 a; __u32 b; } __attribute__((packed, aligned(4)));"))).isEqualTo("struct p align 4 packed size 8 { a : u8 b : u32 }");
        assertThat(words(run("struct w { __u32 a; } __attribute__((aligned(16)));"))).isEqualTo("struct w align 16 size 16 { a : u32 }");
    }

    @Test
    void bitFields() throws Exception {
        assertThat(words(run("struct b { __u32 a : 3, b : 5; __u8 c; __u16 : 4; __u16 d : 7; };"))).isEqualTo("struct b align 4 size 4 { "
                + "/** Bit-fields in C. */ bits : bits u8 { a : 3 b : 5 } c : u8 /** Bit-fields in C. */ bits2 : bits u16 { unused : 4 d : 7 } }");
    }

    @Test
    void macrosThatAreNumbers() throws Exception {
        Imported imported = run("#define F_A 1\n#define F_B 2 /* second */\n#define F_C (1 << 5)\n\n#define T_X 7\n#define T_Y (-1)\n\n#define ALONE 0xffffffffffffffffULL\n"
                + "#define F(x) x\n#define TEXT \"t\"\n#define TYPE struct s\n#define EMPTY\n#define BAD (1 +\nstruct s { __u32 a; };");
        assertThat(words(imported)).isEqualTo("const ALONE = 18446744073709551615 flags f : u32 as F_ { A = 0 /** second */ B = 1 C = 5 } "
                + "open enum t : s32 as T_ { X = 7 Y = -1 } struct s size 4 { a : u32 }");
        assertThat(imported.omissions()).extracting(Omission::toString).containsExactly("macro F: takes arguments", "macro TEXT: is no number", "macro TYPE: is no number",
                "macro EMPTY: has no value", "macro BAD: is no number");
    }

    @Test
    void aNumberThatDiffersBetweenMachines() throws Exception {
        Imported imported = run("#define LONG sizeof(long)\nstruct s { __u32 a; };");
        assertThat(imported.omissions()).extracting(Omission::toString).containsExactly("macro LONG: has another value with -mx32");
    }

    @Test
    void whatCannotBeSaidIsListed() throws Exception {
        Imported imported = run("struct p { void *x; }; struct l { long x; }; struct f { double x; }; struct n { struct p x; }; struct v { struct q *a[2]; }; struct ok { __u32 x; };\n"
                + "struct z { union { __u32 a; __u8 none[0]; }; };");
        assertThat(imported.mappings()).extracting(Mapping::name).containsExactly("ok", "z");
        assertThat(imported.omissions()).extracting(Omission::what).containsExactly("struct p", "struct l", "struct f", "struct n", "struct v", "member z.none");
        assertThat(imported.text()).contains("//   struct l: `x` is a `long int`, whose size differs between machines\n");
        assertThatThrownBy(() -> run("struct p { void *x; };", "p")).isInstanceOf(ImportException.class).hasMessageContaining("struct p cannot be imported: `x` is a pointer");
        assertThat(run("struct p { void *x; }; struct pq { __u32 x; };", "p*").mappings()).extracting(Mapping::name).containsExactly("pq");
    }

    @Test
    void comments() throws Exception {
        Imported imported = run("/* A header's own words. */\n\n/**\n * struct s - what it is\n * @a: the first,\n *     on two lines\n * @b: the second\n *\n * More of it.\n */\n"
                + "struct s { __u32 a; __u32 b; };\n/* one of\n * another kind */\nstruct t {\n\t__u32 x;\t/* behind */\n\t/* before */\n\t__u32 y;\n\t__u32 z; };");
        assertThat(words(imported)).isEqualTo("/** what it is. More of it. */ struct s size 8 { /** the first, on two lines */ a : u32 /** the second */ b : u32 } "
                + "/** one of another kind */ struct t size 12 { /** behind */ x : u32 /** before */ y : u32 z : u32 }");
    }

    @Test
    void namesThatTheLanguageDoesNotHave() throws Exception {
        assertThat(words(run("struct s { __u32 __pad, class, in; };"))).isEqualTo("struct s size 12 { /** `__pad` in C. */ pad : u32 /** `class` in C. */ class_ : u32 "
                + "/** `in` in C. */ in_ : u32 }");
    }

    @Test
    void aHeaderThatDoesNotCompile() {
        assertThatThrownBy(() -> run("struct s { nothing x; };")).isInstanceOfSatisfying(ImportException.class, e -> {
            assertThat(e.diagnostics().get(0).message()).isEqualTo("the compiler says: unknown type name 'nothing'");
            assertThat(e.diagnostics().get(0).origin().toString()).isEqualTo(dir.resolve("h.h") + ":3:12");
        });
    }

    @Test
    void aCompilerThatIsNotThere() throws IOException {
        Path file = Files.writeString(dir.resolve("h.h"), "struct s { int x; };");
        assertThatThrownBy(() -> Importer.run(new Request(file, List.of(), List.of(), Optional.empty(), List.of(), List.of(), "no-such-cc")))
                .isInstanceOf(MissingToolException.class).hasMessageContaining("`no-such-cc` does not start").hasMessageContaining("apt install gcc");
    }

    @Test
    void objects() throws Exception {
        Path source = Files.writeString(dir.resolve("o.c"), "struct s { unsigned int a; unsigned short b; } x;");
        Path object = dir.resolve("o.o");
        assertThat(new ProcessBuilder("gcc", "-g", "-c", source.toString(), "-o", object.toString()).inheritIO().start().waitFor()).isZero();
        Imported imported = Importer.run(new Request(object, List.of(), List.of(), Optional.empty(), List.of(), List.of(), "gcc"));
        assertThat(words(imported)).isEqualTo("struct s size 8 { a : u32 b : u16 }");
        byte[] whole = Files.readAllBytes(object);
        for (int length : new int[] {4, 20, 63, 64, 200, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(dir.resolve("cut.o"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Importer.run(new Request(cut, List.of(), List.of(), Optional.empty(), List.of(), List.of(), "gcc")))
                    .as("%d bytes", length).isInstanceOf(ImportException.class).hasMessageContaining("cut.o");
        }
    }
}
