// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header of Linux for a device of virtio, as a compiler understands it: the numbers of its macros by the preprocessor and by running them, its structs by the debug information.
 *
 * @param path of the header
 * @param numbers by name of the macro
 * @param structs by tag
 */
record LinuxHeader(Path path, Map<String, Long> numbers, Map<String, Struct> structs) {
    private static final Pattern MACRO = Pattern.compile("(?m)^#define (\\w+) (.+)$");
    private static final Pattern STRUCT = Pattern.compile("struct\\s+(\\w+)\\s*\\{");
    private static final Pattern MEMBER = Pattern.compile("^\\t(?!\\t)(?:(.*[ *}]))?(\\w+)(?:\\[\\d*\\])*(?: __attribute__\\(.*\\))?; +/\\* +(\\d+) +(\\d+) \\*/$");
    private static final Pattern SIZE = Pattern.compile("/\\* size: (\\d+),");

    /** A struct. */
    record Struct(long size, Map<String, Place> members) { }

    /** A member: what stands before its name, where it is, how many bytes it has. */
    record Place(String type, long offset, long size) { }

    static LinuxHeader read(Path header) throws IOException, InterruptedException {
        Path folder = Home.work("virtio/" + header.toString().replace('/', '_'));
        // what it only includes is none of its own
        Path base = Files.writeString(folder.resolve("base.c"), """
                #include <linux/types.h>
                #include <linux/virtio_ids.h>
                #include <linux/virtio_config.h>
                #include <linux/virtio_types.h>
                #include <linux/if_ether.h>
                """);
        Path unit = Files.writeString(folder.resolve("unit.c"), Files.readString(base) + "#include \"" + header + "\"\n");
        Map<String, String> macros = macros(unit);
        macros.keySet().removeAll(macros(base).keySet());
        macros.keySet().removeIf(name -> name.matches("_(UAPI_)?LINUX_VIRTIO_\\w+_H"));
        return new LinuxHeader(header, numbers(folder, unit, List.copyOf(macros.keySet())), structs(folder, unit, header));
    }

    private static Map<String, String> macros(Path unit) throws IOException, InterruptedException {
        Map<String, String> macros = new TreeMap<>();
        Matcher matcher = MACRO.matcher(Command.of("gcc", "-E", "-dM", unit).run().succeeded());
        while (matcher.find()) {
            macros.put(matcher.group(1), matcher.group(2));
        }
        return macros;
    }

    private static Map<String, Long> numbers(Path folder, Path unit, List<String> names) throws IOException, InterruptedException {
        StringBuilder program = new StringBuilder(Files.readString(unit)).append("#include <stdio.h>\nint main(void)\n{\n");
        names.forEach(name -> program.append("\tprintf(\"%s %llu\\n\", \"").append(name).append("\", (unsigned long long)(").append(name).append("));\n"));
        Path source = Files.writeString(folder.resolve("numbers.c"), program.append("\treturn 0;\n}\n"));
        Path binary = folder.resolve("numbers");
        Command.of("gcc", "-o", binary, source).run().succeeded();
        Map<String, Long> numbers = new TreeMap<>();
        Command.of(binary).run().succeeded().lines().forEach(line -> numbers.put(line.split(" ")[0], Long.parseUnsignedLong(line.split(" ")[1])));
        return numbers;
    }

    private static Map<String, Struct> structs(Path folder, Path unit, Path header) throws IOException, InterruptedException {
        TreeSet<String> tags = new TreeSet<>();
        STRUCT.matcher(Files.readString(header)).results().forEach(match -> tags.add(match.group(1)));
        if (tags.isEmpty()) {
            return Map.of();
        }
        StringBuilder uses = new StringBuilder(Files.readString(unit));
        tags.forEach(tag -> uses.append("struct ").append(tag).append(" *use_").append(tag).append(";\n"));
        Path object = folder.resolve("structs.o");
        Command.of("gcc", "-g", "-c", "-o", object, Files.writeString(folder.resolve("structs.c"), uses)).run().succeeded();
        Map<String, Struct> structs = new TreeMap<>();
        for (String dump : Command.of("pahole", "-C", String.join(",", tags), object).run().succeeded().split("(?m)^(?=struct )")) {
            Matcher size = SIZE.matcher(dump);
            if (dump.startsWith("struct ") && size.find()) {
                Map<String, Place> members = new TreeMap<>();
                for (String line : new ArrayList<>(dump.lines().toList())) {
                    Matcher member = MEMBER.matcher(line);
                    if (member.matches()) {
                        members.put(member.group(2), new Place(member.group(1) == null ? "" : member.group(1).strip(), Long.parseLong(member.group(3)),
                                Long.parseLong(member.group(4))));
                    }
                }
                structs.put(dump.split("\\s+", 3)[1], new Struct(Long.parseLong(size.group(1)), members));
            }
        }
        if (!structs.keySet().containsAll(tags)) {
            throw new IllegalStateException("pahole read " + structs.keySet() + " of " + tags + " in " + header);
        }
        return structs;
    }
}
