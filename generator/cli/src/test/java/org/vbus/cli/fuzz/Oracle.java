// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vbus.backends.Backend;
import org.vbus.backends.OutputSink;
import org.vbus.cli.Renderings;
import org.vbus.compiler.Backends;
import org.vbus.compiler.Compiler;
import org.vbus.compiler.OpsFiles;
import org.vbus.compiler.Outcome;
import org.vbus.compiler.Request;
import org.vbus.compiler.explain.Rulebook;
import org.vbus.lang.diag.Reporter;
import org.vbus.model.Origin;
import org.vbus.model.SpecSet;
import org.vbus.model.diag.Diagnostic;

/**
 * Takes an input through all of the compiler, as {@code vbusc generate} does, and says what is wrong with what came. Either everything
 * is generated, or there is at least one error with a number, at a place that is there, in words for people, and nothing has been written.
 * One compiler for all inputs; one thread.
 */
final class Oracle {
    /** A warning a field is fine, a flood is not. */
    private static final int MOST_DIAGNOSTICS = 4 * Reporter.MAX_ERRORS;
    private static final int LONGEST_MESSAGE = 1000;
    private static final Pattern NUMBER = Pattern.compile("VB\\d{4}");
    private static final Pattern QUOTED = Pattern.compile("`[^`]*`|\"[^\"]*\"");
    private static final Pattern INNARDS = Pattern.compile(
            "\\bnull\\b|org\\.vbus|org\\.eclipse|org\\.antlr|java\\.|Exception|Error:|Impl\\b|\\w@[0-9a-f]{6,}|%[sdx]|%\\d\\$|\\$\\{|\\bRULE_|\\bOptional\\b|\\[\\]");

    private final Compiler compiler = new Compiler();
    private final List<Backend> backends = Backends.installed().all();
    private final Rulebook rules = Rulebook.installed();
    private final Noise noise;
    private final Path includes;
    private final Path work;

    /**
     * Compiles inputs in a folder of its own.
     *
     * @param home checkout
     * @param work folder that is empty or missing
     */
    Oracle(Path home, Path work, Noise noise) {
        this.includes = home.resolve("abi-specs");
        this.work = work;
        this.noise = noise;
    }

    /** What is made of an input that is accepted. */
    enum Outputs {
        /** Nothing; but every back end is asked whether it could. */
        CHECKED,
        /** All that depends on the spec. */
        GENERATED,
        /** That and the kernel core, which is the same for every spec. */
        WHOLE
    }

    /** A back end that is asked and does not write. */
    private record Asked(Backend backend) implements Backend {
        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public String summary() {
            return backend.summary();
        }

        @Override
        public List<Diagnostic> obstacles(SpecSet specs) {
            return backend.obstacles(specs);
        }

        @Override
        public void generate(SpecSet specs, OutputSink out) { }
    }

    /** What came of an input. */
    record Verdict(boolean accepted, Optional<Fault> fault) { }

    /**
     * What must not be.
     *
     * @param what in a few words; equal faults of different inputs say the same
     * @param detail the rest
     */
    record Fault(String what, String detail) { }

    /** Ends a judgement. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Fault fault;

        Wrong(String what, String detail) {
            super(what, null, false, false);
            fault = new Fault(what, detail);
        }
    }

    /**
     * Compiles an input and judges it.
     *
     * @throws IOException when the working folder cannot be used
     */
    Verdict judge(Input input, Outputs outputs) throws IOException {
        delete(work);
        List<Path> given = input.write(work.resolve("in"));
        noise.clear();
        boolean accepted = false;
        try {
            Outcome outcome = compile(given, outputs);
            accepted = outcome.files().isPresent();
            check(outcome);
            if (!noise.heard().isEmpty()) {
                throw new Wrong("it logs or prints", noise.heard());
            }
            return new Verdict(accepted, Optional.empty());
        } catch (Wrong wrong) {
            return new Verdict(accepted, Optional.of(wrong.fault));
        } catch (Throwable thrown) {
            // an Error too: the compiler promises none of them
            return new Verdict(accepted, Optional.of(new Fault("throws " + shortly(thrown), Stacks.of(thrown))));
        }
    }

    private Outcome compile(List<Path> given, Outputs outputs) throws IOException {
        List<Backend> wanted = backends.stream().map(backend -> outputs == Outputs.WHOLE || outputs == Outputs.GENERATED && !backend.name().equals("tree")
                ? backend : new Asked(backend)).toList();
        Path out = work.resolve("out");
        Outcome outcome = compiler.generate(new Request(given, List.of(includes)), wanted, out);
        if (outcome.files().isPresent() && outputs != Outputs.CHECKED) {
            for (OpsFiles.Missing stubs : OpsFiles.missing(outcome.specs().orElseThrow(), out, Map.of(), true, true)) {
                stubs.write();
            }
        }
        return outcome;
    }

    private void check(Outcome outcome) throws IOException {
        List<Diagnostic> all = outcome.diagnostics();
        boolean errors = all.stream().anyMatch(Diagnostic::isError);
        if (errors == outcome.files().isPresent()) {
            throw new Wrong(errors ? "errors, and files all the same" : "no error, and no files", all.toString());
        }
        List<String> there = names(work);
        List<String> wanted = errors ? List.of("in") : outcome.files().get().written().isEmpty() ? there : List.of("in", "out");
        if (!there.equals(wanted)) {
            throw new Wrong("leaves files", there.toString());
        }
        if (all.size() > MOST_DIAGNOSTICS) {
            throw new Wrong("a flood of diagnostics", all.size() + ", such as " + all.get(0));
        }
        Map<String, List<String>> lines = new HashMap<>();
        for (Diagnostic one : all) {
            diagnostic(one, lines);
        }
        if (!all.isEmpty()) {
            String text = Renderings.all(all);
            if (text.contains("\u001b") || text.contains("\u202e")) {
                throw new Wrong("the report has control characters", text);
            }
        }
    }

    private void diagnostic(Diagnostic one, Map<String, List<String>> lines) {
        if (!NUMBER.matcher(one.code()).matches() || rules.find(one.code()).isEmpty()) {
            throw new Wrong("a number that is not in the rule book", one.toString());
        }
        words(one.message(), one);
        one.hint().ifPresent(hint -> words(hint, one));
        place(one.origin(), one, lines);
        for (Diagnostic.Note note : one.notes()) {
            words(note.message(), one);
            place(note.origin(), one, lines);
        }
        one.fix().ifPresent(fix -> place(fix.span(), one, lines));
    }

    private static void words(String text, Diagnostic one) {
        // what it quotes is the author's
        String own = QUOTED.matcher(text).replaceAll("``");
        if (text.isBlank() || INNARDS.matcher(own).find()) {
            throw new Wrong(one.code() + " speaks of the compiler's inside", one.toString());
        }
        if (text.length() > LONGEST_MESSAGE) {
            throw new Wrong(one.code() + " is endless", one.toString());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Wrong(one.code() + " has control characters", one.toString());
        }
    }

    private void place(Origin origin, Diagnostic one, Map<String, List<String>> lines) {
        Path file = Path.of(origin.file());
        if (!file.startsWith(work) && !file.startsWith(includes)) {
            throw new Wrong(one.code() + " is in no file of the input", one.toString());
        }
        List<String> text = lines.computeIfAbsent(origin.file(), name -> read(file));
        boolean inside = origin.line() >= 1 && origin.line() <= text.size() && origin.column() >= 1 && origin.length() >= 0;
        if (inside) {
            String line = text.get(origin.line() - 1);
            // the end of the line is a place, where something is missing
            inside = origin.column() - 1 <= line.codePointCount(0, line.length());
        }
        if (!inside) {
            throw new Wrong(one.code() + " is at no place of its file", one + " in " + file);
        }
    }

    private static List<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) == 0) {
                return List.of("");
            }
            return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1));
        } catch (IOException e) {
            return List.of("");
        }
    }

    private static String shortly(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        StringBuilder text = new StringBuilder(root.getClass().getSimpleName());
        // where, so that two of a kind are told apart
        Stream.of(root.getStackTrace()).filter(frame -> frame.getClassName().startsWith("org.vbus")).limit(2)
                .forEach(frame -> text.append(" at ").append(frame.getFileName()).append(':').append(frame.getLineNumber()));
        return text.toString();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Removes a folder and all below it; links are not followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = new ArrayList<>(walk.sorted(Comparator.reverseOrder()).toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
