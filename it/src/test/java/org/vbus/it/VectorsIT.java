// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.vectors.CReplay;
import org.vbus.vectors.Shapes;
import org.vbus.vectors.VectorFile;
import org.vbus.vectors.VectorFile.Vector;
import org.vbus.vectors.VectorReader;

/**
 * {@code vectors.json} of the bus's own specs against the generated headers and the kernel's own checks. Programs for 64 and for 32 bits read, write and turn bits
 * here; for machines that cannot run here the compiler lays the records out, and their bytes are taken from the object.
 */
@Needs("check")
class VectorsIT {
    /** What the kernel judges, by type. */
    private static final Map<String, String> JUDGES = Map.of("ioq_ring_head", "ioq_attach_check", "shm_signal_desc", "shm_signal_check");
    private static final long SIGNAL_SIZE = 16;
    private static final List<String> STRICT = List.of("-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1", "-fno-strict-aliasing");

    /** One file. */
    private record Subject(Spec spec, Shapes shapes, VectorFile file) { }

    private static List<Subject> subjects() throws IOException {
        SpecSet specs = Specs.own();
        List<Subject> subjects = new ArrayList<>();
        for (Spec spec : specs.requestedSpecs()) {
            Path path = Home.SPECS.resolve(spec.shortName()).resolve("vectors.json");
            if (Files.exists(path)) {
                subjects.add(new Subject(spec, new Shapes(specs, spec), VectorReader.read(path)));
            }
        }
        assertThat(subjects).extracting(subject -> subject.spec().shortName()).contains("shm_signal", "ioq", "vbus", "vbus_user", "vbus_pci", "vbus_kvm", "venet");
        return subjects;
    }

    @TestFactory
    List<DynamicTest> everyVectorInC() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Subject subject : subjects()) {
            for (Machine machine : Machine.ALL) {
                tests.add(DynamicTest.dynamicTest(subject.spec().shortName() + " laid out on " + machine.name(), () -> layOut(subject, machine)));
                if (machine.name().equals("m64") || machine.name().equals("m32")) {
                    tests.add(DynamicTest.dynamicTest(subject.spec().shortName() + " run on " + machine.name(), () -> {
                        Command.Result result = execute(subject, machine, "good");
                        System.out.println(subject.spec().shortName() + " " + machine.name() + ": " + result.output().strip());
                        assertThat(result.succeeded()).contains(subject.file().vectors().stream().filter(CReplay::replays).count() + " vectors, ")
                                .contains(" 0 failures");
                    }));
                }
            }
        }
        return tests;
    }

    /** The replay of a file with one digit wrong fails, and names the vector. */
    @Test
    void aFlippedByteFails() throws IOException, InterruptedException {
        for (Subject subject : subjects()) {
            List<Vector> replayed = subject.file().vectors().stream().filter(CReplay::replays).toList();
            for (Vector vector : List.of(replayed.get(0), replayed.get(replayed.size() - 1))) {
                flip(subject, subject.file().vectors().indexOf(vector), vector);
            }
        }
    }

    private static void flip(Subject subject, int index, Vector vector) throws IOException, InterruptedException {
        byte[] bytes = HexFormat.of().parseHex(vector.little());
        bytes[0] ^= 1;
        List<Vector> vectors = new ArrayList<>(subject.file().vectors());
        String little = HexFormat.of().formatHex(bytes);
        vectors.set(index, new Vector(vector.name(), vector.type(), vector.like(), vector.values(), vector.length(), little, vector.big(), vector.refused()));
        VectorFile flipped = new VectorFile(subject.file().spec(), subject.file().release(), subject.file().names(), subject.file().blocks(), vectors);
        Command.Result result = execute(new Subject(subject.spec(), subject.shapes(), flipped), Machine.ALL.get(0), "flipped");
        assertThat(result.status()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains(vector.name() + ": writing its values gives other bytes", vector.name() + ": reading its bytes gives other values");
    }

    /** The kernel's checks accept what is not said to be refused, and refuse what is, each with its error. */
    @TestFactory
    List<DynamicTest> theKernelRefusesAndAccepts() throws IOException {
        return subjects().stream().filter(subject -> JUDGES.keySet().stream().anyMatch(subject.shapes().all()::containsKey))
                .map(subject -> DynamicTest.dynamicTest(subject.spec().shortName(), () -> judge(subject))).toList();
    }

    private static void judge(Subject subject) throws IOException, InterruptedException {
        Path out = Home.work("vectors/judge");
        Command.of("make", "-s", "-C", Home.KERNEL.resolve("harness"), "judge", "OUT=" + out).run().succeeded();
        StringBuilder questions = new StringBuilder();
        List<Vector> asked = new ArrayList<>();
        for (Vector vector : subject.file().vectors()) {
            String judge = JUDGES.get(vector.type());
            assertThat(vector.refused().keySet()).as("judges of `%s`", vector.name()).isSubsetOf(judge == null ? List.of("java") : List.of("java", judge));
            // who calls the check of a signal has looked at the length
            if (judge != null && (!judge.equals("shm_signal_check") || vector.little().length() == 2 * SIGNAL_SIZE)) {
                asked.add(vector);
                questions.append(judge).append(' ').append(vector.little().isEmpty() ? "-" : vector.little()).append('\n');
            }
        }
        Path input = Files.writeString(out.resolve(subject.spec().shortName() + ".txt"), questions);
        List<String> answers = Command.of("sh", "-c", "\"$1\" < \"$2\"", "sh", out.resolve("judge"), input).run().succeeded().lines().toList();
        assertThat(answers).hasSameSizeAs(asked);
        int refused = 0;
        for (int i = 0; i < asked.size(); i++) {
            String judge = JUDGES.get(asked.get(i).type());
            String error = asked.get(i).refused().get(judge);
            refused += error == null ? 0 : 1;
            assertThat(answers.get(i)).as(asked.get(i).name()).isEqualTo(judge + " " + (error == null ? 0 : -errno(error)));
        }
        System.out.println(subject.spec().shortName() + ": the kernel accepts " + (asked.size() - refused) + " and refuses " + refused);
        assertThat(refused).isPositive();
        assertThat(asked.size() - refused).isPositive();
    }

    private static int errno(String name) {
        assertThat(name).as("an error that a check of the kernel returns").isEqualTo("EINVAL");
        return 22;
    }

    private static Path source(Subject subject, String variant) throws IOException {
        Path folder = Home.work("vectors");
        Files.writeString(folder.resolve("replay.h"), CReplay.support());
        return Files.writeString(folder.resolve(subject.spec().shortName() + "-" + variant + ".c"), CReplay.source(subject.shapes(), subject.file()));
    }

    private static Command compiler(Machine machine) {
        return Command.of(machine.compiler()).with(machine.options().toArray()).with(STRICT.toArray()).with("-I", Home.KERNEL.resolve("include/uapi"));
    }

    private static Command.Result execute(Subject subject, Machine machine, String variant) throws IOException, InterruptedException {
        Path program = Home.work("vectors").resolve(subject.spec().shortName() + "-" + variant + "-" + machine.name());
        Command compile = compiler(machine).with("-DREPLAY", "-o", program);
        if (!machine.hosted()) {
            compile = compile.with("-nostdlib", "-static", "-ffreestanding", "-fno-pic", "-no-pie", "-fno-stack-protector");
        }
        compile.with(source(subject, variant)).run().succeeded();
        return Command.of(program).run();
    }

    private static void layOut(Subject subject, Machine machine) throws IOException, InterruptedException {
        Path object = Home.work("vectors").resolve(subject.spec().shortName() + "-" + machine.name() + ".o");
        Path section = Home.work("vectors").resolve(subject.spec().shortName() + "-" + machine.name() + ".bin");
        compiler(machine).with("-c", "-o", object, source(subject, "layout")).run().succeeded();
        String prefix = machine.compiler().replaceFirst("gcc$", "");
        Command.of(prefix + "objcopy", "-O", "binary", "--only-section=.vectors", object, section).run().succeeded();
        Map<String, long[]> places = new HashMap<>();
        Command.of(prefix + "nm", "-S", object).run().succeeded().lines().map(line -> line.split(" +")).filter(words -> words.length == 4)
                .forEach(words -> places.put(words[3], new long[] {Long.parseUnsignedLong(words[0], 16), Long.parseUnsignedLong(words[1], 16)}));
        byte[] all = Files.readAllBytes(section);
        List<CReplay.Symbol> symbols = CReplay.symbols(subject.file(), machine.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        assertThat(symbols).isNotEmpty();
        for (CReplay.Symbol symbol : symbols) {
            long[] place = places.get(symbol.name());
            assertThat(place).as("%s in %s", symbol.name(), object).isNotNull();
            byte[] bytes = Arrays.copyOfRange(all, (int) place[0], (int) (place[0] + place[1]));
            assertThat(HexFormat.of().formatHex(bytes)).as(symbol.vector()).isEqualTo(HexFormat.of().formatHex(symbol.bytes()));
        }
    }
}
