// SPDX-License-Identifier: Apache-2.0
package org.vbus.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vbus.btf.BadObjectException;
import org.vbus.btf.BtfType;
import org.vbus.btf.ElfFile;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.format.Formatter;
import org.vbus.lang.source.SourceText;
import org.vbus.model.Meta;
import org.vbus.model.Origin;
import org.vbus.model.Release;
import org.vbus.model.Spec;
import org.vbus.model.Tier;
import org.vbus.model.diag.Diagnostic;
import org.vbus.model.type.NamedType;

/** {@code vbusc import}: a header or an object in, a formatted spec out, and a list of what it does not have. */
public final class Importer {
    private static final byte[][] BTF_MAGIC = {{(byte) 0x9f, (byte) 0xeb}, {(byte) 0xeb, (byte) 0x9f}};

    private final Request request;
    private final List<Omission> omissions = new ArrayList<>();

    private Importer(Request request) {
        this.request = request;
    }

    /**
     * Imports.
     *
     * @throws ImportException when the input is wrong, or what was asked for by name is not in it or cannot be said
     * @throws MissingToolException when the compiler or pahole is missing
     */
    public static Imported run(Request request) throws IOException, ImportException {
        return new Importer(request).run();
    }

    private Imported run() throws IOException, ImportException {
        Path folder = Files.createTempDirectory("vbusc-import");
        Source source;
        try {
            source = read(new Tools(request.compiler(), folder));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return spec(source);
    }

    private Source read(Tools tools) throws IOException, ImportException {
        byte[] begin;
        try (var in = Files.newInputStream(request.input())) {
            begin = in.readNBytes(4);
        }
        if (ElfFile.isElf(begin) || isBtf(begin)) {
            try {
                return new ObjectReader(tools).read(request.input());
            } catch (BadObjectException e) {
                throw new ImportException(List.of(ImportRules.badObject(request.input().toString(), e)));
            }
        }
        return new HeaderReader(tools, request.input(), request.includes(), request.defines()).read();
    }

    private static boolean isBtf(byte[] begin) {
        return Stream.of(BTF_MAGIC).anyMatch(magic -> begin.length > 1 && begin[0] == magic[0] && begin[1] == magic[1]);
    }

    private Origin at() {
        return HeaderReader.place(request.input().toString(), 1, 1);
    }

    private Imported spec(Source source) throws ImportException {
        String packageName = request.packageName().orElseGet(() -> packageName(source));
        Map<String, Boolean> wanted = wanted(source);
        Set<String> names = new LinkedHashSet<>(source.first().btf().composites().keySet());
        // Java has a class of the package's own name
        names.add(packageName.substring(packageName.lastIndexOf('.') + 1));
        EnumImporter enums = new EnumImporter(source.text(), names, omissions);
        TypeImporter types = new TypeImporter(source, packageName, enums, omissions);
        List<Diagnostic> errors = new ArrayList<>();
        if (request.structs().isEmpty() && source.isHeader()) {
            ownEnums(source, enums);
        }
        for (Map.Entry<String, Boolean> one : wanted.entrySet()) {
            try {
                types.struct(one.getKey());
            } catch (Inexpressible e) {
                if (one.getValue()) {
                    errors.add(Diagnostic.error(ImportRules.NOT_EXPRESSIBLE, "struct " + one.getKey() + " cannot be imported: " + e.getMessage(), at(),
                            Optional.of("ask for others, or write it by hand with what the language has instead")));
                } else {
                    omissions.add(new Omission("struct " + one.getKey(), e.getMessage()));
                }
            }
        }
        constants(source, enums, errors);
        if (!errors.isEmpty()) {
            throw new ImportException(errors);
        }
        List<NamedType> all = new ArrayList<>(enums.types());
        all.addAll(types.structs());
        if (all.isEmpty() && enums.constants().isEmpty()) {
            throw new ImportException(List.of(Diagnostic.error(ImportRules.NO_MATCH, "nothing of " + source.name() + " can be said in the language"
                    + (omissions.isEmpty() ? "" : ": " + omissions.get(0)), at(), Optional.empty())));
        }
        Spec spec = new Spec(Meta.of("Imported from " + source.name() + ".", Origin.NONE), packageName, Optional.of(new Spec.Abi(Tier.IMPORTED, new Release(1, 0))),
                List.of(), enums.constants(), List.of(), all, List.of(), List.of(), List.of());
        return new Imported(spec, formatted(source, spec), types.mappings(), omissions, source.notes());
    }

    private String formatted(Source source, Spec spec) {
        List<String> foot = new ArrayList<>();
        source.notes().forEach(note -> foot.add(note.strip() + "."));
        if (!omissions.isEmpty()) {
            foot.add("Not imported:");
            omissions.forEach(one -> foot.add("  " + one));
        }
        String text = SpecText.of(spec, source.text().licence().map(licence -> List.of("SPDX-License-Identifier: " + licence)).orElse(List.of()),
                foot.stream().map(line -> line.replaceAll("[\\p{Cc}\\p{Cf}]+", " ")).toList());
        Reporter reporter = new Reporter();
        return Formatter.create().format(new SourceText(request.input(), "the imported spec", text), reporter)
                .orElseThrow(() -> new IllegalStateException("the imported spec does not parse: " + reporter.sorted().get(0)));
    }

    private static String packageName(Source source) {
        String name = source.name().replaceAll(".*/", "").replaceFirst("\\.[^.]*$", "").replaceAll("\\W", "_").toLowerCase(Locale.ROOT);
        String good = Names.of(name);
        String folder = source.name().contains("/") ? source.name().replaceFirst("/[^/]*$", "").replaceAll(".*/", "") : "";
        return (source.isHeader() && folder.equals("linux") ? "linux." : "imported.") + good;
    }

    // --- structs

    /** Names in their order, and whether each was asked for by just that name. */
    private Map<String, Boolean> wanted(Source source) throws ImportException {
        Set<String> known = source.first().btf().composites().keySet();
        Map<String, Boolean> wanted = new LinkedHashMap<>();
        if (request.structs().isEmpty()) {
            (source.isHeader() ? source.text().structs() : known).forEach(name -> {
                if (known.contains(name)) {
                    wanted.put(name, false);
                } else {
                    omissions.add(new Omission("struct " + name, "is not defined for this machine and these options"));
                }
            });
            return wanted;
        }
        List<Diagnostic> errors = new ArrayList<>();
        for (String asked : request.structs()) {
            boolean glob = asked.contains("*") || asked.contains("?");
            Pattern pattern = Pattern.compile(Stream.of(asked.split("(?<=[*?])|(?=[*?])")).map(part -> part.equals("*") ? ".*" : part.equals("?") ? "."
                    : Pattern.quote(part)).reduce("", String::concat));
            List<String> matching = known.stream().filter(name -> pattern.matcher(name).matches()).toList();
            matching.forEach(name -> wanted.merge(name, !glob, Boolean::logicalOr));
            if (matching.isEmpty()) {
                errors.add(Diagnostic.error(ImportRules.NO_MATCH, "no struct or union of " + source.name() + (glob ? " matches `" : " is called `") + asked + "`", at(),
                        nearest(asked, known)));
            }
        }
        if (!errors.isEmpty()) {
            throw new ImportException(errors);
        }
        return wanted;
    }

    private static Optional<String> nearest(String asked, Set<String> known) {
        String bare = asked.replaceAll("[*?]", "");
        List<String> near = known.stream().filter(name -> name.contains(bare) || bare.contains(name) && name.length() > 3).limit(3).toList();
        return Optional.of(near.isEmpty() ? "typedefs of named structs have that struct's name; `vbusc import FILE` without --structs takes all"
                : "there is " + String.join(", ", near.stream().map(name -> "`" + name + "`").toList()));
    }

    // --- numbers

    private static void ownEnums(Source source, EnumImporter enums) {
        for (String literal : source.text().enumerators()) {
            source.first().btf().enumerationWith(literal).ifPresent(enums::of);
        }
    }

    private void constants(Source source, EnumImporter enums, List<Diagnostic> errors) {
        if (!request.prefixes().isEmpty()) {
            for (String prefix : request.prefixes()) {
                List<EnumImporter.Number> numbers = numbers(source, source.macros().stream().filter(macro -> macro.name().startsWith(prefix)).toList(), enums);
                Optional<BtfType.Enumeration> enumeration = source.first().btf().types().stream().filter(BtfType.Enumeration.class::isInstance)
                        .map(BtfType.Enumeration.class::cast).filter(one -> one.literals().stream().anyMatch(literal -> literal.name().startsWith(prefix))).findFirst();
                enumeration.ifPresent(enums::of);
                if (numbers.isEmpty() && enumeration.isEmpty()) {
                    errors.add(Diagnostic.error(ImportRules.NO_CONSTANT, "no constant of " + source.name() + " begins with `" + prefix + "`", at(),
                            Optional.of("only what is a number counts: `#define NAME 1`, or a literal of an enum")));
                }
                enums.macros(numbers, "");
            }
        } else if (request.structs().isEmpty()) {
            List<List<EnumImporter.Number>> blocks = new ArrayList<>();
            Macro before = null;
            for (Macro macro : source.macros().stream().filter(macro -> macro.file().equals(source.path())).toList()) {
                if (before == null || source.text().separates(before.line(), macro.line())) {
                    blocks.add(new ArrayList<>());
                }
                blocks.get(blocks.size() - 1).addAll(numbers(source, List.of(macro), enums));
                before = macro;
            }
            blocks.removeIf(List::isEmpty);
            // what all of them begin with says nothing of some of them
            String common = blocks.size() < 2 ? "" : Names.prefix(blocks.stream().flatMap(List::stream).map(EnumImporter.Number::name).toList()).orElse("");
            blocks.forEach(block -> enums.macros(block, common));
        }
    }

    /** Those macros that are numbers, the same on all machines. */
    private List<EnumImporter.Number> numbers(Source source, List<Macro> macros, EnumImporter enums) {
        List<EnumImporter.Number> numbers = new ArrayList<>();
        for (Macro macro : macros) {
            MacroValue value = source.first().macros().get(macro.name());
            Optional<Machine> other = source.machines().stream().filter(machine -> value != null
                    && !Optional.ofNullable(machine.macros().get(macro.name())).map(MacroValue::value).equals(Optional.of(value.value()))).findFirst();
            if (enums.has(macro.name())) {
                continue;
            }
            if (value == null || other.isPresent() || !Names.isName(macro.name())) {
                omissions.add(new Omission("macro " + macro.name(), macro.takesArguments() ? "takes arguments" : macro.body().isEmpty() ? "has no value"
                        : value == null ? "is no number" : other.isPresent() ? "has another value with " + other.get().option() : "is no name of the language"));
            } else {
                numbers.add(new EnumImporter.Number(macro.name(), value.value(), source.text().doc(macro.name())));
            }
        }
        return numbers;
    }
}
