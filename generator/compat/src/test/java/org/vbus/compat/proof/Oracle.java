// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.vbus.backends.OutputSink;
import org.vbus.backends.uapi.UapiBackend;
import org.vbus.model.SpecSet;

/** Compiles both versions of many specs, lets each write what the other reads, and says which of them misread each other. */
final class Oracle {
    private static final List<String> COMPILE = List.of("-std=gnu11", "-w", "-ffreestanding", "-fno-strict-aliasing", "-fno-pic", "-fno-stack-protector",
            "-fno-asynchronous-unwind-tables", "-c");

    private final Path folder;
    private final List<Machine> machines;

    Oracle(Path folder, List<Machine> machines) {
        this.folder = folder;
        this.machines = List.copyOf(machines);
    }

    /**
     * What differs.
     *
     * @param about name that the newer version has for what differs
     */
    record Mismatch(Machine machine, String about, String text) {
        @Override
        public String toString() {
            return machine.name() + ": " + text;
        }
    }

    /**
     * What was seen of one twin.
     *
     * @param seen on the first machine that runs, in the order of its structs
     */
    record Verdict(List<Mismatch> mismatches, List<Seen> seen) { }

    /** Judges twins whose versions both compile. */
    Map<Twin, Verdict> judge(List<Twin> twins, SpecSet old, SpecSet now) throws IOException, InterruptedException {
        headers(old, "old");
        headers(now, "new");
        for (String support : List.of("proof.h", "main.c")) {
            try (InputStream in = Oracle.class.getResourceAsStream(support)) {
                Files.write(folder.resolve(support), in.readAllBytes());
            }
        }
        Map<Twin, Verdict> verdicts = new LinkedHashMap<>();
        twins.forEach(twin -> verdicts.put(twin, new Verdict(new ArrayList<>(), new ArrayList<>())));
        for (Machine machine : machines) {
            List<Sight> sights = laidOut(machine, twins);
            if (machine.runs()) {
                List<Sight> run = run(machine, twins);
                same(sights, run);
                sights = run;
            }
            for (int i = 0; i < twins.size(); i++) {
                Verdict verdict = verdicts.get(twins.get(i));
                mismatches(machine, twins.get(i), sights.get(i), verdict.mismatches());
                if (verdict.seen().isEmpty() && machine.runs()) {
                    verdict.seen().addAll(sights.get(i).structs());
                }
            }
        }
        return verdicts;
    }

    /** What was seen of a twin on a machine. */
    private record Sight(List<Seen> structs, Map<String, Long> oldConstants, Map<String, Long> newConstants) { }

    /** What is reckoned from offsets is what happens; else nothing could be said of machines that do not run. */
    private static void same(List<Sight> reckoned, List<Sight> run) {
        for (int i = 0; i < run.size(); i++) {
            for (int s = 0; s < run.get(i).structs().size(); s++) {
                Seen a = reckoned.get(i).structs().get(s);
                Seen b = run.get(i).structs().get(s);
                if (a.oldSize() != b.oldSize() || a.newSize() != b.newSize() || !a.forth().equals(b.forth()) || !a.back().equals(b.back())) {
                    throw new IllegalStateException("the program saw " + b + "\nand its offsets say " + a);
                }
            }
        }
    }

    private void headers(SpecSet specs, String side) {
        OutputSink sink = (path, text) -> {
            if (path.startsWith("include/uapi/")) {
                try {
                    Path file = folder.resolve(side).resolve(path.substring("include/uapi/".length()));
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, text);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
        UapiBackend backend = new UapiBackend();
        if (!backend.obstacles(specs).isEmpty()) {
            throw new IllegalStateException("no header of " + backend.obstacles(specs));
        }
        backend.generate(specs, sink);
    }

    private List<Sight> laidOut(Machine machine, List<Twin> twins) throws IOException, InterruptedException {
        Map<String, ByteBuffer> numbers = new HashMap<>();
        for (String side : List.of("old", "new")) {
            Path source = folder.resolve(side + "-layout.c");
            Files.writeString(source, new Side(side, twins).layout(twins));
            Path object = compile(machine, side, source, List.of());
            Path section = folder.resolve(side + "-" + machine.name() + ".bin");
            command(List.of(machine.compiler().replaceFirst("gcc$", "objcopy"), "-O", "binary", "--only-section=.proof", object.toString(), section.toString()));
            numbers.put(side, ByteBuffer.wrap(Files.readAllBytes(section)).order(machine.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
        }
        List<List<Seen>> structs = new ArrayList<>();
        for (Twin twin : twins) {
            List<Seen> seen = new ArrayList<>();
            twin.structs().forEach(struct -> seen.add(Layout.seen(Layout.read(numbers.get("old"), struct.oldLeaves()), Layout.read(numbers.get("new"), struct.newLeaves()))));
            structs.add(seen);
        }
        return sights(twins, structs, numbers.get("old")::getLong, numbers.get("new")::getLong);
    }

    private static List<Sight> sights(List<Twin> twins, List<List<Seen>> structs, java.util.function.LongSupplier old, java.util.function.LongSupplier now) {
        List<Map<String, Long>> first = twins.stream().map(twin -> constants(twin.old(), old)).toList();
        List<Map<String, Long>> second = twins.stream().map(twin -> constants(twin.now(), now)).toList();
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < twins.size(); i++) {
            sights.add(new Sight(structs.get(i), first.get(i), second.get(i)));
        }
        return sights;
    }

    private static Map<String, Long> constants(Sketch sketch, java.util.function.LongSupplier next) {
        Map<String, Long> values = new LinkedHashMap<>();
        Twin.constants(sketch).keySet().forEach(key -> values.put(key, next.getAsLong()));
        return values;
    }

    private List<Sight> run(Machine machine, List<Twin> twins) throws IOException, InterruptedException {
        List<String> link = new ArrayList<>(List.of(machine.compiler()));
        link.addAll(machine.options());
        Path program = folder.resolve("proof-" + machine.name());
        link.addAll(List.of("-nostdlib", "-static", "-no-pie", "-o", program.toString()));
        for (String side : List.of("old", "new")) {
            Path source = folder.resolve(side + ".c");
            Files.writeString(source, new Side(side, twins).program(twins));
            link.add(compile(machine, side, source, List.of()).toString());
        }
        link.add(compile(machine, "old", folder.resolve("main.c"), List.of("-O1", "-Wall", "-Wextra")).toString());
        command(link);
        Path output = folder.resolve("proof-" + machine.name() + ".txt");
        Process process = new ProcessBuilder(program.toString()).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(program + " ended with " + (process.isAlive() ? "nothing" : process.exitValue()));
        }
        Iterator<String> lines = Files.readAllLines(output).iterator();
        List<List<Seen>> structs = new ArrayList<>();
        for (Twin twin : twins) {
            List<Seen> seen = new ArrayList<>();
            twin.structs().forEach(struct -> seen.add(parse(lines, struct)));
            structs.add(seen);
        }
        return sights(twins, structs, () -> hex(lines.next()), () -> hex(lines.next()));
    }

    private static Seen parse(Iterator<String> lines, Twin.Struct struct) {
        String[] sizes = lines.next().split(" ");
        return new Seen(hex(sizes[0]), hex(sizes[1]), ways(lines, struct.oldLeaves().size()), ways(lines, struct.newLeaves().size()), numbers(lines.next()), numbers(lines.next()));
    }

    private static List<Seen.Way> ways(Iterator<String> lines, int count) {
        List<Seen.Way> ways = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] parts = lines.next().split("\\|", -1);
            ways.add(new Seen.Way(hex(parts[0].strip()), values(parts[1]), values(parts[2])));
        }
        return ways;
    }

    private static Map<Integer, Long> values(String text) {
        Map<Integer, Long> values = new TreeMap<>();
        for (String word : text.strip().split(" ")) {
            if (!word.isEmpty()) {
                int colon = word.indexOf(':');
                values.put((int) hex(word.substring(0, colon)), hex(word.substring(colon + 1)));
            }
        }
        return values;
    }

    private static List<Long> numbers(String line) {
        return Arrays.stream(line.strip().split(" ")).filter(word -> !word.isEmpty()).map(Oracle::hex).toList();
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text, 16);
    }

    private Path compile(Machine machine, String side, Path source, List<String> more) throws IOException, InterruptedException {
        Path object = folder.resolve(source.getFileName().toString().replace(".c", "-" + machine.name() + ".o"));
        List<String> command = new ArrayList<>(List.of(machine.compiler()));
        command.addAll(machine.options());
        command.addAll(COMPILE);
        command.addAll(more);
        command.addAll(List.of("-I", folder.resolve(side).toString(), "-I", folder.toString(), "-o", object.toString(), source.toString()));
        command(command);
        return object;
    }

    private static void command(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", words) + "\n" + said.substring(0, Math.min(said.length(), 4000)));
        }
    }

    private static void mismatches(Machine machine, Twin twin, Sight sight, List<Mismatch> found) {
        List<Twin.Struct> structs = twin.structs();
        for (int i = 0; i < structs.size(); i++) {
            Twin.Struct struct = structs.get(i);
            sight.structs().get(i).mismatch(struct).ifPresent(text -> found.add(new Mismatch(machine, struct.now().name, text)));
            tags(machine, struct, sight, found);
        }
        constants(machine, twin, sight, found);
    }

    /** The number that chooses an arm must choose the same one. */
    private static void tags(Machine machine, Twin.Struct struct, Sight sight, List<Mismatch> found) {
        Map<Integer, Sketch.Union> now = unions(struct.now());
        unions(struct.old()).forEach((id, union) -> {
            if (now.containsKey(id)) {
                Map<Long, Integer> before = arms(union, sight.oldConstants());
                arms(now.get(id), sight.newConstants()).forEach((tag, arm) -> {
                    if (before.containsKey(tag) && !before.get(tag).equals(arm)) {
                        found.add(new Mismatch(machine, struct.now().name, "struct " + struct.now().name + ": " + tag + " chooses another arm of the union"));
                    }
                });
            }
        });
    }

    private static Map<Integer, Sketch.Union> unions(Sketch.Struct struct) {
        Map<Integer, Sketch.Union> unions = new HashMap<>();
        Sketch.fields(struct.members).filter(field -> field.type instanceof Sketch.Union).forEach(field -> unions.put(field.id, (Sketch.Union) field.type));
        return unions;
    }

    private static Map<Long, Integer> arms(Sketch.Union union, Map<String, Long> constants) {
        Map<Long, Integer> arms = new HashMap<>();
        union.arms.forEach(arm -> arm.literals.forEach(literal -> arms.put(constants.get(union.choice + "/" + literal), arm.field.id)));
        return arms;
    }

    private static void constants(Machine machine, Twin twin, Sight sight, List<Mismatch> found) {
        sight.oldConstants().forEach((key, value) -> {
            Long now = sight.newConstants().get(key);
            if (now != null && !now.equals(value)) {
                Sketch.Decl decl = twin.now().decl(Integer.parseInt(key.split("/")[0]));
                found.add(new Mismatch(machine, decl.name, Twin.constants(twin.now()).get(key) + " is " + now + ", was " + value));
            }
        });
        for (Sketch.Choice choice : twin.old().all(Sketch.Choice.class)) {
            Map<Long, Set<String>> before = numbers(sight.oldConstants(), choice.id);
            numbers(sight.newConstants(), choice.id).forEach((value, names) -> {
                Set<String> both = new HashSet<>(names);
                both.retainAll(before.getOrDefault(value, names));
                if (both.isEmpty()) {
                    found.add(new Mismatch(machine, twin.now().decl(choice.id).name, value + " of " + twin.now().decl(choice.id).name + " has another meaning"));
                }
            });
        }
    }

    private static Map<Long, Set<String>> numbers(Map<String, Long> constants, int choice) {
        Map<Long, Set<String>> names = new HashMap<>();
        constants.forEach((key, value) -> {
            if (key.startsWith(choice + "/")) {
                names.computeIfAbsent(value, none -> new HashSet<>()).add(key);
            }
        });
        return names;
    }
}
