// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.btf.BadObjectException;
import org.vbus.btf.Btf;
import org.vbus.btf.BtfReader;
import org.vbus.btf.BtfType;
import org.vbus.btf.ElfFile;
import org.vbus.model.Origin;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.layout.AbiClass;

/** Has a header compiled, for each class of machines that the compiler knows, and asks the objects what it means. */
final class HeaderReader {
    private static final Pattern MARK = Pattern.compile("# (\\d+) \"((?:[^\"\\\\]|\\\\.)*)\".*");
    private static final Pattern DEFINE = Pattern.compile("#define (\\w+)(\\()?(.*)");
    private static final Pattern MESSAGE = Pattern.compile("(.+?):(\\d+):(?:(\\d+):)? (?:fatal )?error: (.*)");
    private static final int MAX_MESSAGES = 20;
    private static final int PROBE_BYTES = 10;
    private static final int MAX_ROUNDS = 6;
    private static final List<String> DEBUG = List.of("-g", "-gdwarf-4", "-O0", "-fno-eliminate-unused-debug-types", "-w");

    private final Tools tools;
    private final Path header;
    private final List<String> flags = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean clang;

    HeaderReader(Tools tools, Path header, List<Path> includes, List<String> defines) {
        this.tools = tools;
        this.header = header;
        includes.forEach(folder -> flags.addAll(List.of("-I", folder.toString())));
        defines.forEach(define -> flags.add("-D" + define));
    }

    Source read() throws IOException, ImportException {
        HeaderText text = new HeaderText(Files.readString(header, StandardCharsets.ISO_8859_1));
        Path unit = Files.writeString(tools.folder().resolve("unit.c"), "#include \"" + header.toAbsolutePath() + "\"\n");
        List<String> options = options();
        List<Macro> macros = macros(unit, options.get(0));
        List<Machine> machines = new ArrayList<>();
        for (String option : options) {
            machine(unit, option, macros, machines);
        }
        return new Source(shown(), header.toAbsolutePath().toString(), machines, macros, text, notes);
    }

    /** The path as programs include it, where it is in a folder of headers. */
    private String shown() {
        String path = header.toAbsolutePath().normalize().toString();
        int include = path.lastIndexOf("/include/");
        return include < 0 ? header.toString() : path.substring(include + "/include/".length()).replaceFirst("^uapi/", "");
    }

    /** The kinds of machines to compile for; one without a name where the compiler knows one only. */
    private List<String> options() throws IOException {
        String machine = tools.compile(List.of("-dumpmachine")).output().strip();
        clang = tools.compile(List.of("--version")).output().contains("clang");
        if (!machine.startsWith("x86_64")) {
            return List.of("");
        }
        Path folder = Path.of("/usr/include/x86_64-linux-gnu");
        // asm/ is the same for all three; the lists of functions that a libc lacks have no types
        Path stubs = Files.createDirectories(tools.folder().resolve("late/gnu")).getParent();
        for (String stub : List.of("stubs-32.h", "stubs-x32.h")) {
            Files.writeString(stubs.resolve("gnu").resolve(stub), "");
        }
        flags.addAll(List.of("-idirafter", folder.toString(), "-idirafter", stubs.toString()));
        return Machine.OPTIONS;
    }

    private List<String> command(String option, List<String> more) {
        List<String> all = new ArrayList<>(flags);
        if (!option.isEmpty()) {
            all.add(0, option);
        }
        all.addAll(more);
        return all;
    }

    private void machine(Path unit, String option, List<Macro> macros, List<Machine> machines) throws IOException, ImportException {
        Path object = tools.folder().resolve("unit" + option + ".o");
        List<String> arguments = new ArrayList<>(DEBUG);
        arguments.addAll(List.of("-c", unit.toString(), "-o", object.toString()));
        Tools.Result result = tools.compile(command(option, arguments));
        if (result.status() != 0 && machines.isEmpty()) {
            throw new ImportException(messages(result.output()));
        }
        if (result.status() != 0) {
            notes.add("not measured with " + option + ": " + messages(result.output()).get(0).message());
            return;
        }
        try {
            byte[] types = tools.btf(object);
            Btf btf = types.length == 0 ? Btf.empty() : BtfReader.read(types, header + (option.isEmpty() ? "" : " with " + option), Optional.empty()).btf();
            Probe probe = probe(option, btf, macros);
            machines.add(new Machine(option.isEmpty() ? abi(btf, probe) : Machine.of(option), option, btf, Optional.of(probe.alignments), probe.values));
        } catch (BadObjectException e) {
            throw new ImportException(List.of(Diagnostic.error(ImportRules.BAD_OBJECT, "pahole makes nothing of what the compiler wrote: " + e.getMessage(),
                    place(header.toString(), 1, 1), Optional.of("CC=gcc and pahole 1.24 are known to work"))));
        }
    }

    /** Of a compiler for one kind of machines: what it does with 64-bit numbers tells. */
    private static AbiClass abi(Btf btf, Probe probe) {
        return btf.pointerBytes() == 8 ? AbiClass.LP64 : probe.wideAlignment == 8 ? AbiClass.ILP32_ALIGN8
                : probe.wideAlignment == 4 ? AbiClass.ILP32_ALIGN4 : AbiClass.ILP32_ALIGN2;
    }

    /** What the compiler complains of, at its places. */
    private List<Diagnostic> messages(String output) {
        List<Diagnostic> found = new ArrayList<>();
        for (String line : output.split("\n")) {
            Matcher message = MESSAGE.matcher(line);
            if (message.matches() && found.size() < MAX_MESSAGES) {
                int column = message.group(3) == null ? 1 : Integer.parseInt(message.group(3));
                String file = message.group(1).equals(header.toAbsolutePath().toString()) ? header.toString() : message.group(1);
                found.add(Diagnostic.error(ImportRules.NOT_COMPILED, "the compiler says: " + message.group(4),
                        place(file, Integer.parseInt(message.group(2)), column), Optional.of("the header must compile alone; -I and -D tell the compiler what it lacks")));
            }
        }
        if (found.isEmpty()) {
            String said = output.strip().isEmpty() ? "nothing" : output.strip().lines().findFirst().orElse("");
            found.add(Diagnostic.error(ImportRules.NOT_COMPILED, "the compiler failed and says: " + said, place(header.toString(), 1, 1), Optional.empty()));
        }
        return found;
    }

    static Origin place(String file, int line, int column) {
        return new Origin(file, line, column, 1);
    }

    // --- macros

    private List<Macro> macros(Path unit, String option) throws IOException, ImportException {
        Tools.Result result = tools.compile(command(option, List.of("-E", "-dD", unit.toString())));
        if (result.status() != 0) {
            throw new ImportException(messages(result.output()));
        }
        Map<String, Macro> macros = new LinkedHashMap<>();
        String file = "";
        int line = 0;
        for (String text : result.output().split("\n")) {
            Matcher mark = MARK.matcher(text);
            Matcher define = DEFINE.matcher(text);
            if (mark.matches()) {
                file = mark.group(2);
                line = Integer.parseInt(mark.group(1));
                continue;
            }
            if (define.matches()) {
                macros.put(define.group(1), new Macro(define.group(1), define.group(2) != null, define.group(3).strip(), file, line));
            } else if (text.startsWith("#undef ")) {
                macros.remove(text.substring("#undef ".length()).strip());
            }
            line++;
        }
        // those of the compiler and the command line have no file
        macros.values().removeIf(macro -> macro.file().isEmpty() || macro.file().startsWith("<"));
        return List.copyOf(macros.values());
    }

    // --- numbers that only a compiler knows

    private record Probe(Map<String, Integer> alignments, Map<String, MacroValue> values, int wideAlignment) { }

    /** Compiles a table of alignments and values. What is no number does not compile, so those are taken out until it does. */
    private Probe probe(String option, Btf btf, List<Macro> macros) throws IOException, ImportException, BadObjectException {
        List<String> composites = btf.composites().keySet().stream().filter(name -> name.matches("\\w+")).toList();
        List<Macro> asked = new ArrayList<>(macros.stream().filter(HeaderReader::mayBeNumber).toList());
        Path unit = tools.folder().resolve("probe.c");
        Path object = tools.folder().resolve("probe" + option + ".o");
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<Integer, Macro> lines = new HashMap<>();
            Files.writeString(unit, probeText(btf, composites, asked, lines));
            List<String> arguments = new ArrayList<>(clang ? List.of("-ferror-limit=0") : List.of("-ftrack-macro-expansion=0", "-fmax-errors=0"));
            arguments.addAll(List.of("-w", "-c", unit.toString(), "-o", object.toString()));
            Tools.Result result = tools.compile(command(option, arguments));
            if (result.status() == 0) {
                return read(Files.readAllBytes(object), composites, asked);
            }
            Set<Integer> wrong = new TreeSet<>();
            for (String line : result.output().split("\n")) {
                Matcher message = MESSAGE.matcher(line);
                if (message.matches() && message.group(1).equals(unit.toString())) {
                    wrong.add(Integer.parseInt(message.group(2)));
                }
            }
            List<Macro> out = wrong.stream().map(lines::get).filter(java.util.Objects::nonNull).toList();
            asked.removeAll(out.isEmpty() ? List.copyOf(asked) : out);
            if (out.isEmpty() && lines.isEmpty()) {
                throw new ImportException(messages(result.output()));
            }
        }
        throw new BadObjectException("its macros could not be told apart in " + MAX_ROUNDS + " attempts");
    }

    private static boolean mayBeNumber(Macro macro) {
        String body = macro.body();
        return !macro.takesArguments() && !body.isEmpty() && !macro.name().startsWith("__") && body.indexOf('{') < 0 && body.indexOf(';') < 0 && body.indexOf('"') < 0
                && body.chars().filter(c -> c == '(').count() == body.chars().filter(c -> c == ')').count();
    }

    private String probeText(Btf btf, List<String> composites, List<Macro> macros, Map<Integer, Macro> lines) {
        List<String> text = new ArrayList<>();
        text.add("#include \"" + header.toAbsolutePath() + "\"");
        // numbers of ioctls are macros of a header that many leave to others
        text.addAll(List.of("#if __has_include(<linux/ioctl.h>)", "#include <linux/ioctl.h>", "#endif"));
        text.add("struct __attribute__((packed)) vbusc_number { unsigned long long value; unsigned char negative, bytes; };");
        text.add("#define VBUSC_NUMBER(x) { (unsigned long long)((x) | 0), ((x) | 0) < 0, sizeof((x) | 0) }");
        text.add("struct vbusc_wide { unsigned long long value; };");
        text.add("__attribute__((section(\".vbusc.numbers\"), used)) const struct vbusc_number vbusc_numbers[] = { { 0, 0, 0 },");
        for (Macro macro : macros) {
            text.add("VBUSC_NUMBER(" + macro.name() + "),");
            lines.put(text.size(), macro);
        }
        text.add("};");
        text.add("__attribute__((section(\".vbusc.alignments\"), used)) const unsigned int vbusc_alignments[] = { _Alignof(struct vbusc_wide),");
        for (String name : composites) {
            BtfType.Composite type = btf.composites().get(name);
            text.add("_Alignof(" + (type.name().isEmpty() ? "" : type.union() ? "union " : "struct ") + name + "),");
        }
        text.add("};");
        return String.join("\n", text) + "\n";
    }

    private static Probe read(byte[] object, List<String> composites, List<Macro> macros) throws BadObjectException {
        ElfFile elf = ElfFile.read(object, "the compiler's object");
        ByteBuffer numbers = ByteBuffer.wrap(elf.section(".vbusc.numbers").orElseThrow()).order(elf.order());
        ByteBuffer alignments = ByteBuffer.wrap(elf.section(".vbusc.alignments").orElseThrow()).order(elf.order());
        Map<String, MacroValue> values = new HashMap<>();
        numbers.position(PROBE_BYTES);
        for (Macro macro : macros) {
            BigInteger value = BigInteger.valueOf(numbers.getLong());
            boolean negative = numbers.get() != 0;
            values.put(macro.name(), new MacroValue(negative || value.signum() >= 0 ? value : value.add(BigInteger.ONE.shiftLeft(64)), numbers.get()));
        }
        Map<String, Integer> aligned = new HashMap<>();
        int wide = alignments.getInt();
        composites.forEach(name -> aligned.put(name, alignments.getInt()));
        return new Probe(aligned, values, wide);
    }
}
