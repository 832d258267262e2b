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

    /** Of the struct itself, of one further down, and of one in a package that is read later. */
    @Test
    void anAddressPointsAnywhere() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                package a
                import b.*
                struct node { next : u64 -> node  later : u64 -> last[count]  other : u64 -> there  count : u32  reserved 4 zero }
                struct last { back : u64 -> node }
                """);
        Files.writeString(folder.resolve("b.vbus"), "package b\nstruct there { a : u32 }\n");
        Parsed parsed = FrontEnd.create().load(List.of(folder), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.specs().specs().get(0).types()).flatExtracting(type -> ((NamedType.Struct) type).body().members()).filteredOn(Member.Field.class::isInstance)
                .extracting(member -> ((Member.Field) member).facts().address().map(address -> address.target().toString()).orElse("none"))
                .containsExactly("Named[name=a.node]", "Array[element=Named[name=a.last], length=Counted[count=FieldRef[path=[count]]]]", "Named[name=b.there]", "none",
                        "Named[name=a.node]");
    }

    /** The sketch says {@code since 1.1} at release 1.0. */
    @Test
    void laterThanTheReleaseIsRefused() {
        assertThat(FrontEnd.create().load(List.of(Path.of("src/test/resources/sketch/vbus_user.vbus")), List.of(SPECS)).diagnostics())
                .extracting(one -> one.code()).containsOnly("VB0210").hasSize(2);
    }

    @Test
    void removedAndDeprecated() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                package a
                abi experimental release 1.2
                enum e : u8 { A = 0 deprecated use B  removed C = 1  B = 2 since 1.1 }
                flags f : u8 { removed X = 0  Y = 1 }
                device d "d" { features F = 0 { removed OLD = 0  NEW = 1 }  removed call OPEN = 3  removed ring rx = 0  call A = 1 deprecated use B  call B = 2 }
                chardev c "c" type 1 { removed ioctl GONE = 4  ioctl HERE = 5 }
                """);
        Parsed parsed = FrontEnd.create().load(List.of(folder), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        Spec spec = parsed.specs().specs().get(0);
        assertThat(spec.removed()).extracting(one -> one.kind() + " " + one.owner() + "." + one.name() + " = " + one.numbers().get(0)).containsExactly(
                "literal e.C = 1", "flag f.X = 0", "feature d.F.OLD = 0", "call d.OPEN = 3", "ring d.rx = 0", "ioctl c.GONE = 4");
        assertThat(((NamedType.Enum) spec.types().get(0)).literals()).extracting(NamedType.Literal::name).containsExactly("A", "B");
        assertThat(((NamedType.Enum) spec.types().get(0)).literals().get(0).meta().replacement()).contains("B");
        assertThat(spec.devices().get(0).features().get(0).bits()).extracting(one -> one.name()).containsExactly("NEW");
    }

    @Test
    void wholeDeclarationsQueuesRequestsAndAttributesAreRemoved() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                package a
                removed struct old use fresh
                removed device gone "gone"
                struct fresh { class_ : u8  cmd : u8 }
                device d "d" { removed features G = 3 }
                device v virtio 40 {
                    removed queue q = 4
                    queue c = 0 : driver -> device { removed request R = 1, 2  request S = 1, 3 } with fresh
                }
                model m "m" implements d { removed attribute depth }
                """);
        Parsed parsed = FrontEnd.create().load(List.of(folder), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        Spec spec = parsed.specs().specs().get(0);
        assertThat(spec.removed()).extracting(one -> one.kind() + " " + one.owner() + "." + one.name() + " " + one.numbers() + one.matched().orElse(""))
                .containsExactly("struct .old []", "device .gone []gone", "features d.G [3]", "queue v.q [4]", "request v.c.R [1, 2]", "attribute m.depth []");
        assertThat(spec.types()).extracting(NamedType::name).containsExactly("fresh");
    }

    @Test
    void regionsUnderASequenceCounter() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                package a
                struct l { seq : le32  v : u32 }
                device d "d" { region r = 0 : l seqlock seq by device  region s = 1 : l by device }
                """);
        Parsed parsed = FrontEnd.create().load(List.of(folder), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        var device = parsed.specs().devices().get("a.d");
        assertThat(device.regions()).extracting(one -> one.counter()).containsExactly(java.util.Optional.of("seq"), java.util.Optional.empty());
        assertThat(org.vbus.model.wire.WireFacts.of(parsed.specs(), device)).contains("by [DEVICE] seqlock\n");
    }

    @Test
    void virtioNet() {
        Parsed parsed = FrontEnd.create().load(List.of(SPECS.resolve("virtio_net/virtio_net.vbus")), List.of(SPECS));
        assertThat(parsed.diagnostics()).isEmpty();
        var device = parsed.specs().devices().get("linux.virtio_net.virtio_net");
        var virtio = device.virtio().orElseThrow();
        assertThat(virtio.id()).isEqualTo(1);
        assertThat(virtio.config()).contains("linux.virtio_net.virtio_net_config");
        assertThat(virtio.generation()).isTrue();
        assertThat(virtio.lets()).singleElement().satisfies(let -> {
            assertThat(let.value()).isEqualTo(new org.vbus.model.expr.Expr.FieldRef(List.of("config", "max_virtqueue_pairs")));
            assertThat(let.otherwise()).contains(org.vbus.model.expr.Expr.Num.of(1));
        });
        assertThat(virtio.queues()).extracting(queue -> org.vbus.model.expr.ExprText.of(queue.number())).containsExactly("2 * i", "2 * i + 1", "2 * pairs");
        assertThat(virtio.queues().get(2).requests()).extracting(one -> one.numbers()).hasSize(21).contains(List.of(0L, 5L), List.of(1L, 0L), List.of(4L, 0L), List.of(8L, 1L));
        assertThat(device.features().get(0).bits()).hasSize(34);
        assertThat(org.vbus.model.wire.WireFacts.of(parsed.specs(), device)).contains("virtio 1 version none", "queue 2 * i below pairs to-driver",
                "  request [4, 0] (IN OUT)");
    }

    @Test
    void ioctls() {
        Parsed parsed = FrontEnd.create().load(List.of(SPECS.resolve("vbus_user/vbus_user.vbus")), List.of(SPECS));
        assertThat(parsed.diagnostics()).isEmpty();
        var device = parsed.specs().spec("linux.vbus_user").orElseThrow().charDevs().get(0);
        assertThat(device.node()).isEqualTo("vbus");
        assertThat(device.mode()).contains(0666);
        assertThat(device.pollIn()).isTrue();
        assertThat(device.read().orElseThrow().errors()).containsExactly("EAGAIN", "EINVAL");
        assertThat(device.ioctls()).extracting(one -> Long.toHexString(one.number())).containsExactly("c010c500", "c010c501", "4008c502",
                "4020c503", "c038c504", "4008c505", "c020c506", "4010c507");
        assertThat(device.ioctls().get(6).gate()).contains(new org.vbus.model.expr.Expr.FlagSet(List.of("BUSOPEN", "req", "capabilities"), "MEMREG",
                java.math.BigInteger.TWO));
    }

    @Test
    void structsOfAVirtioAbi() throws IOException {
        Files.writeString(folder.resolve("a.vbus"), """
                package a
                device d "d" { features F = 0 as D_F_ { MQ = 0  RSS = 1 } }
                enum gso : u8 { NONE = 0  V4 = 1 }
                flags hdr_flags : u8 { CSUM = 0  RSC = 1 }
                struct config for d packed size 7 sized {
                    mac   : u8[3]
                    pairs : virtio16 if MQ or RSS where pairs in 1..0x8000
                    more  : struct { len : le16 if RSS } if RSS
                } by device
                struct hdr size 8 {
                    flags : hdr_flags
                    gso   : bits u8 { kind : 7 of gso  ecn : 1 as HDR_ECN }
                    union {
                        csum : struct { start : virtio16  offset : virtio16 } if flags.CSUM
                        rsc  : struct { segments : le16  acks : le16 } if flags.RSC
                    }
                    num : virtio16 where gso.kind != gso.V4 or num > 0
                }
                """.replace("gso.V4", "1"));
        Parsed parsed = FrontEnd.create().load(List.of(folder), List.of());
        assertThat(parsed.diagnostics()).isEmpty();
        var config = (NamedType.Struct) parsed.specs().types().get("a.config");
        assertThat(config.device()).contains("a.d");
        assertThat(config.sized()).isTrue();
        assertThat(config.body().packed()).isTrue();
        assertThat(config.layouts().lp64().members()).extracting(one -> one.offset()).containsExactly(0L, 3L, 5L);
        var pairs = (Member.Field) config.body().members().get(1);
        assertThat(pairs.facts().gate().orElseThrow().toString()).contains("FeatureSet[group=F, bit=MQ]", "FeatureSet[group=F, bit=RSS]");
        var hdr = (NamedType.Struct) parsed.specs().types().get("a.hdr");
        assertThat(hdr.body().members().get(2)).isInstanceOf(Member.Overlay.class);
        assertThat(hdr.layouts().lp64().members()).extracting(one -> one.offset()).containsExactly(0L, 1L, 2L, 6L);
        var word = (TypeRef.Bits) ((Member.Field) hdr.body().members().get(1)).type();
        assertThat(word.parts()).extracting(TypeRef.Part::shift).containsExactly(0, 7);
        assertThat(word.parts()).extracting(TypeRef.Part::symbol).containsExactly(java.util.Optional.empty(), java.util.Optional.of("HDR_ECN"));
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
