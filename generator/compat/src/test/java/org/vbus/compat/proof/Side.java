// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** C for one version of many specs, on top of their generated headers. */
final class Side {
    private final String side;
    private final StringBuilder out = new StringBuilder();

    /** {@code old} or {@code new}. */
    Side(String side, List<Twin> twins) {
        this.side = side;
        twins.forEach(twin -> out.append("#include <").append(header(twin)).append(">\n"));
        out.append("#include \"proof.h\"\n");
    }

    static String header(Twin twin) {
        return twin.old().packageName.replace('.', '/') + ".h";
    }

    private boolean isOld() {
        return side.equals("old");
    }

    private Sketch sketch(Twin twin) {
        return isOld() ? twin.old() : twin.now();
    }

    private String tag(Twin.Struct struct) {
        return "struct " + (isOld() ? struct.old() : struct.now()).name;
    }

    private List<Leaf> leaves(Twin.Struct struct) {
        return isOld() ? struct.oldLeaves() : struct.newLeaves();
    }

    /** Writers, readers and a table of them, for machines that run. */
    String program(List<Twin> twins) {
        List<String> records = new ArrayList<>();
        for (Twin twin : twins) {
            twin.structs().forEach(struct -> records.add(functions(tag(struct), leaves(struct), side + records.size())));
        }
        out.append("const struct record ").append(side).append("_records[] = {\n").append(String.join("", records)).append("};\n");
        out.append("extern const unsigned int ").append(side).append("_count;\nconst unsigned int ").append(side).append("_count = ").append(records.size()).append(";\n");
        List<String> constants = constants(twins);
        out.append("const number ").append(side).append("_constants[] = {\n").append(String.join("", constants)).append("};\n");
        out.append("const unsigned int ").append(side).append("_constant_count = ").append(constants.size()).append(";\n");
        return out.toString();
    }

    /** What a compiler knows, as numbers in a section, for machines that do not run: sizes, offsets, masks, constants. */
    String layout(List<Twin> twins) {
        List<String> numbers = new ArrayList<>();
        for (Twin twin : twins) {
            for (Twin.Struct struct : twin.structs()) {
                numbers.add("sizeof(" + tag(struct) + "),\n");
                for (Leaf leaf : leaves(struct)) {
                    numbers.add("__builtin_offsetof(" + tag(struct) + ", " + leaf.path() + "), sizeof(((" + tag(struct) + " *)0)->" + leaf.path() + "), "
                            + (leaf.mask().isEmpty() ? "0" : "(number)" + leaf.mask()) + ",\n");
                }
            }
        }
        numbers.addAll(constants(twins));
        return out + "const number proof[] __attribute__((section(\".proof\"), used)) = {\n" + String.join("", numbers) + "0 };\n";
    }

    private List<String> constants(List<Twin> twins) {
        return twins.stream().map(twin -> Twin.constants(sketch(twin))).map(Map::values).flatMap(java.util.Collection::stream)
                .map(symbol -> "(number)(" + symbol + "),\n").collect(Collectors.toList());
    }

    /** What a writer writes: all bytes differ from zero, and the first bit is set. */
    static long value(Leaf leaf, int index) {
        long value = 0;
        for (int i = 0; i < leaf.bytes(); i++) {
            value = value << 8 | 0x81 + (index * 37 + i * 11) % 0x7e;
        }
        return leaf.signed() ? value << 64 - 8 * leaf.bytes() >> 64 - 8 * leaf.bytes() : value;
    }

    private static String order(String scalar) {
        return scalar.equals("char") ? "BYTE" : scalar.startsWith("le") || scalar.startsWith("be") ? scalar.toUpperCase(java.util.Locale.ROOT) : "RAW";
    }

    private String functions(String tag, List<Leaf> leaves, String name) {
        StringBuilder put = new StringBuilder();
        StringBuilder get = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            String at = "p->" + leaf.path() + ", " + order(leaf.scalar());
            boolean bits = !leaf.mask().isEmpty();
            put.append("case ").append(i).append(": ").append(bits ? "PUT_BITS(" + at + ", " + leaf.mask() + ", v)" : "PUT(" + at + ", v)").append("; break;\n");
            get.append("v[").append(i).append("] = ").append(bits ? "GET_BITS(" + at + ", " + leaf.mask() + ")" : "GET(" + at + ")").append(";\n");
            values.append(bits ? "(number)" + leaf.mask() + " / LOWEST(" + leaf.mask() + ")" : "0x" + Long.toHexString(value(leaf, i)) + "ULL").append(",\n");
        }
        out.append("static void put_").append(name).append("(unsigned char *at, unsigned int leaf, number v)\n{\n").append(tag).append(" *p = (void *)at;\nswitch (leaf) {\n")
                .append(put).append("}\n}\n");
        out.append("static void get_").append(name).append("(const unsigned char *at, number *v)\n{\nconst ").append(tag).append(" *p = (const void *)at;\n").append(get).append("}\n");
        out.append("static const number values_").append(name).append("[] = {\n").append(values).append("0 };\n");
        return "{ put_" + name + ", get_" + name + ", values_" + name + ", " + leaves.size() + ", sizeof(" + tag + ") },\n";
    }
}
