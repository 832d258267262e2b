// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vbus.lang.source.PackageFinder;
import org.vbus.model.Spec;
import org.vbus.model.type.Member;
import org.vbus.model.type.NamedType;
import org.vbus.model.type.TypeRef;

/** Imports, order, names and large inputs. */
class FrontEndTest {
    private static final Path SPECS = Path.of("../../abi-specs");

    @TempDir
    private Path folder;

    @Test
    void importsAreFoundByPackageInIncludeFolders() {
        Parsed parsed = FrontEnd.create().load(List.of(SPECS.resolve("venet/venet.vbus")), List.of(SPECS));
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.specs().specs()).extracting(Spec::packageName).containsExactly("linux.ioq", "linux.shm_signal", "linux.venet");
        assertThat(parsed.specs().requested()).containsExactly("linux.venet");
    }

    @Test
    void anAuthorsOwnSpec() {
        Parsed parsed = FrontEnd.create().load(List.of(Path.of("src/test/resources/sketch/sensor.vbus")), List.of(SPECS));
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.specs().devices().get("acme.sensor.sensor").regions().get(0).layouts().lp64().size()).isEqualTo(64 * 24);
    }

    /** What the grammar has and the model has not is refused, each construct once. */
    @Test
    void laterConstructsParse() {
        assertThat(codes("vbus_user")).containsExactly("VB1001 `chardev`");
        assertThat(codes("virtio_net")).containsExactly("VB1001 a struct `for` a device", "VB1001 a virtio device");
    }

    private static List<String> codes(String sketch) {
        return FrontEnd.create().load(List.of(Path.of("src/test/resources/sketch/" + sketch + ".vbus")), List.of(SPECS)).diagnostics().stream()
                .map(d -> d.code() + " " + d.message().replace("not supported yet: ", "")).toList();
    }

    @Test
    void theOrderOfFilesDoesNotMatter() {
        FrontEnd frontEnd = FrontEnd.create();
        List<Path> files = new ArrayList<>(PackageFinder.specsBelow(SPECS));
        Parsed first = frontEnd.load(files, List.of());
        java.util.Collections.reverse(files);
        assertThat(frontEnd.load(files, List.of())).isEqualTo(first);
    }

    @Test
    void aFileGivenTwiceCountsOnce() {
        Path file = SPECS.resolve("shm_signal/shm_signal.vbus");
        assertThat(FrontEnd.create().load(List.of(file, file, SPECS.resolve("shm_signal")), List.of()).diagnostics()).isEmpty();
    }

    @Test
    void filesMayImportEachOther() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), "package a\nimport b.*\nconst N = M + 1\nstruct s { x : t }\n");
        Files.writeString(folder.resolve("b.vbus"), "package b\nimport a.*\nconst M = 1\nstruct t { x : u8[N] }\nstruct u { x : s }\n");
        assertThat(FrontEnd.create().load(List.of(folder), List.of()).diagnostics()).isEmpty();
    }

    @Test
    void keywordsAreNames() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                package a.device
                struct ring { signal : u8  version : u8  config : u8  type : u8  flags : u8  queue : u8  size : u8  reserved : u8
                    unit : u8  since : u8  errors : u8  after : u8  mac : mac  string : string[4]  fd : u8  ^if : u8  reserved 1 zero
                    opaque : u8  deprecated : u8  attribute : u8  model : u8  call : u8  release : u8 }
                """);
        assertThat(FrontEnd.create().load(List.of(folder), List.of()).diagnostics()).isEmpty();
    }

    @Test
    void numbersUpTo64Bits() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                package a
                const A : u64 = 0xffffffffffffffff
                const B : u64 = 18446744073709551615
                const C : u32 = ~0
                const D : s8 = -128
                const E = 1 << 63 | sizeof(s) * (N - 1) / 3 % 2
                const N = 0x10
                const F = e.B + f.Y
                struct s { x : u32[N]  y : u8[e] }
                enum e : u8 { A = 0  B = 1 }
                flags f : u8 { X = 0  Y = 3 }
                """);
        Parsed parsed = FrontEnd.create().load(List.of(folder), List.of());
        // u8[e] leaves a tail of two bytes
        assertThat(parsed.diagnostics()).singleElement().satisfies(d -> assertThat(d.code()).isEqualTo("VB0505"));
        Files.writeString(folder.resolve("a.vbus"), Files.readString(folder.resolve("a.vbus")).replace("y : u8[e] }", "y : u8[e]  reserved 2 }"));
        parsed = FrontEnd.create().load(List.of(folder), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.specs().specs().get(0).constants()).extracting(one -> one.value().toString()).containsExactly(
                "18446744073709551615", "18446744073709551615", "4294967295", "-128", "9223372036854775808", "16", "9");
    }

    @Test
    void docsOfEverything() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                // no doc
                /** The package. */
                package a
                /* no doc */
                /**
                 * Two lines,
                 * one text.
                 */
                struct s {
                    /** A field. */
                    x : u8
                    y : u8
                }
                """);
        Spec spec = FrontEnd.create().load(List.of(folder), List.of()).specs().specs().get(0);
        var struct = (NamedType.Struct) spec.types().get(0);
        assertThat(spec.meta().doc()).isEqualTo("The package.");
        assertThat(struct.meta().doc()).isEqualTo("Two lines,\none text.");
        assertThat(struct.body().members()).extracting(member -> member.meta().doc()).containsExactly("A field.", "");
        assertThat(struct.meta().origin().toString()).endsWith("a.vbus:9:8");
    }

    @Test
    void arraysOfArrays() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), "package a\nstruct s { n : u8  x : u8[n][6] }\n");
        var struct = (NamedType.Struct) FrontEnd.create().load(List.of(folder), List.of()).specs().specs().get(0).types().get(0);
        var outer = (TypeRef.Array) ((Member.Field) struct.body().members().get(1)).type();
        assertThat(outer.length()).isInstanceOf(TypeRef.Length.Counted.class);
        assertThat(((TypeRef.Array) outer.element()).length()).isEqualTo(new TypeRef.Length.Fixed(6));
    }

    /** Linking by an index: ten times the input takes about ten times as long, not a hundred times. */
    @Test
    void linkingIsNotQuadratic() throws IOException {
        FrontEnd frontEnd = FrontEnd.create();
        Path small = generated("small", 100);
        Path large = generated("large", 1000);
        frontEnd.load(List.of(large), List.of());
        long few = nanos(frontEnd, small);
        long many = nanos(frontEnd, large);
        System.out.printf("100 structs x 10 fields in 10 files: %d ms; 1000: %d ms%n", few / 1_000_000, many / 1_000_000);
        assertThat((double) many / few).isLessThan(40);
    }

    private static long nanos(FrontEnd frontEnd, Path specs) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(frontEnd.load(List.of(specs), List.of()).diagnostics()).isEmpty();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    /** That many structs of ten fields in ten files, each with one field whose type is in another file. */
    private Path generated(String name, int structs) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        int each = structs / 10;
        for (int file = 0; file < 10; file++) {
            StringBuilder spec = new StringBuilder("package gen.p").append(file).append("\n");
            if (file > 0) {
                spec.append("import gen.p").append(file - 1).append(".*\n");
            }
            spec.append("struct leaf").append(file).append(" size 8 { x : u64 }\n");
            for (int i = 0; i < each; i++) {
                spec.append("struct rec").append(file).append('_').append(i).append(" {\n");
                for (int f = 0; f < 10; f++) {
                    spec.append("  f").append(f).append(" : ").append(f % 2 == 0 ? "u64" : "leaf" + (f == 1 && file > 0 ? file - 1 : file)).append("\n");
                }
                spec.append("}\n");
            }
            Files.writeString(target.resolve("p" + file + ".vbus"), spec);
        }
        return target;
    }
}
