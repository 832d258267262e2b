// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.syzkaller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What we use of syzkaller's language, by the rules of its documentation: lines, types and their options, names declared and used, numbers that are there. */
final class Syzlang {
    private static final Pattern CALL = Pattern.compile("(openat|ioctl|read|poll)\\$(\\w+)\\((.*)\\)( \\w+)?");
    private static final Pattern SET = Pattern.compile("(\\w+) = (\\w+(?:, \\w+)*)");
    private static final Pattern RESOURCE = Pattern.compile("resource (\\w+)\\[(fd|int(?:8|16|32|64))]");
    private static final Pattern OPEN = Pattern.compile("(\\w+) ([{\\[])");
    private static final Pattern FIELD = Pattern.compile("\t(\\w+)\t+(\\S.*?)(\t\\((in|out)\\))?");
    private static final Pattern INTEGER = Pattern.compile("int(8|16|32|64)(be)?");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> declared = new HashSet<>(Set.of("fd"));
    private final Set<String> sets = new HashSet<>();
    private final Map<String, List<String>> fields = new HashMap<>();
    private final Set<String> constants;
    private final List<Runnable> later = new ArrayList<>();

    private Syzlang(Set<String> constants) {
        this.constants = constants;
    }

    /** What is wrong with a file, given its file of numbers. */
    static List<String> problems(String text, String numbers) {
        Set<String> known = new HashSet<>();
        List<String> problems = new ArrayList<>();
        for (String line : numbers.split("\n")) {
            if (line.startsWith("#") || line.startsWith("arches = ")) {
                continue;
            }
            if (!line.matches("\\w+ = \\d+(, (\\w+:)+(\\d+|\\?\\?\\?))*")) {
                problems.add("number: " + line);
            }
            known.add(line.split(" ")[0]);
        }
        Syzlang syzlang = new Syzlang(known);
        syzlang.read(text);
        problems.addAll(syzlang.problems);
        return problems;
    }

    private void read(String text) {
        String block = "";
        String closing = "";
        for (String line : text.split("\n")) {
            if (!block.isEmpty()) {
                if (line.startsWith(closing)) {
                    if (!line.substring(1).matches("( \\[(packed|align\\[\\d+])(, (packed|align\\[\\d+]))*])?")) {
                        problems.add("end: " + line);
                    }
                    if (fields.get(block).isEmpty()) {
                        problems.add(block + " is empty");
                    }
                    block = "";
                } else {
                    field(block, line);
                }
                continue;
            }
            Matcher open = OPEN.matcher(line);
            if (open.matches()) {
                block = open.group(1);
                closing = open.group(2).equals("{") ? "}" : "]";
                declare(block);
                fields.put(block, new ArrayList<>());
            } else {
                top(line);
            }
        }
        if (!block.isEmpty()) {
            problems.add(block + " does not end");
        }
        later.forEach(Runnable::run);
    }

    private void declare(String name) {
        if (!declared.add(name)) {
            problems.add(name + " is declared twice");
        }
    }

    private void top(String line) {
        Matcher call = CALL.matcher(line);
        Matcher set = SET.matcher(line);
        Matcher resource = RESOURCE.matcher(line);
        if (call.matches()) {
            constant("__NR_" + call.group(1));
            List<String> names = new ArrayList<>();
            for (String argument : split(call.group(3))) {
                String[] words = argument.split(" ", 2);
                names.add(words[0]);
                later.add(() -> type(words.length < 2 ? "" : words[1], names, true));
            }
            if (call.group(4) != null) {
                String made = call.group(4).strip();
                later.add(() -> type(made, names, true));
            }
        } else if (set.matches()) {
            if (!sets.add(set.group(1))) {
                problems.add(set.group(1) + " is declared twice");
            }
            for (String value : set.group(2).split(", ")) {
                constant(value);
            }
        } else if (resource.matches()) {
            declare(resource.group(1));
        } else if (!line.isEmpty() && !line.startsWith("# ") && !line.matches("include <[\\w/.-]+>")) {
            problems.add("line: " + line);
        }
    }

    private void field(String block, String line) {
        Matcher field = FIELD.matcher(line);
        if (!field.matches()) {
            problems.add("field: " + line);
            return;
        }
        List<String> names = fields.get(block);
        if (names.contains(field.group(1)) || field.group(1).equals("parent")) {
            problems.add(block + "." + field.group(1) + " cannot be called so");
        }
        names.add(field.group(1));
        later.add(() -> type(field.group(2), names, false));
    }

    private void constant(String name) {
        if (!name.matches("-?\\d+|0x[0-9a-f]+") && !constants.contains(name)) {
            problems.add("no number for " + name);
        }
    }

    /** One type; {@code argument} of a system call, where an integer has no type of its own behind it. */
    private void type(String text, List<String> names, boolean argument) {
        Matcher matcher = Pattern.compile("(\\w+)(?:\\[(.*)])?(:\\d+)?").matcher(text);
        if (!matcher.matches()) {
            problems.add("type: " + text);
            return;
        }
        String name = matcher.group(1);
        List<String> options = matcher.group(2) == null ? List.of() : split(matcher.group(2));
        boolean integer = INTEGER.matcher(name).matches();
        boolean good = switch (name) {
            case "const", "flags", "len", "bytesize" -> options.size() == (argument ? 1 : 2) && (argument || INTEGER.matcher(options.get(1)).matches());
            case "array" -> options.size() == 1 || options.size() == 2 && options.get(1).matches("[1-9]\\d*");
            case "ptr", "ptr64" -> (options.size() == 2 || options.size() == 3 && options.get(2).equals("opt")) && options.get(0).matches("in|out|inout");
            case "string" -> options.size() == 1 && options.get(0).matches("\"[^\"]*\"");
            case "bool8" -> options.isEmpty();
            default -> integer ? options.size() <= 1 && options.stream().allMatch(option -> option.matches("(-?\\d+|0x[0-9a-f]+)(:(-?\\d+|0x[0-9a-f]+))?"))
                    : options.isEmpty() && declared.contains(name);
        };
        if (!good || matcher.group(3) != null && !integer) {
            problems.add("type: " + text);
            return;
        }
        switch (name) {
            case "const" -> constant(options.get(0));
            case "flags" -> {
                if (!sets.contains(options.get(0))) {
                    problems.add("no set " + options.get(0));
                }
            }
            case "len", "bytesize" -> {
                if (!names.contains(options.get(0))) {
                    problems.add("nothing called " + options.get(0) + " beside " + text);
                }
            }
            case "array" -> type(options.get(0), names, false);
            case "ptr", "ptr64" -> type(options.get(1), names, false);
            default -> { }
        }
    }

    /** At the commas that stand in no brackets. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
