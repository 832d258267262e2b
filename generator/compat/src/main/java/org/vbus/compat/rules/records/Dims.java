// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Pair;

/**
 * What an array is made of.
 *
 * @param base the type of the innermost elements
 * @param lengths as the spec says them, the innermost first; none for what is no array
 */
record Dims(String base, List<String> lengths) {
    private static final Pattern LENGTH = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern FIXED = Pattern.compile("(?:.* = )?(\\d+)");

    Dims {
        lengths = List.copyOf(lengths);
    }

    static Dims of(Element element) {
        String type = element.get(Fact.TYPE).orElse("");
        int bracket = type.indexOf('[');
        if (bracket < 0) {
            return new Dims(type, List.of());
        }
        List<String> lengths = new ArrayList<>();
        for (Matcher length = LENGTH.matcher(type); length.find();) {
            lengths.add(length.group(1));
        }
        return new Dims(type.substring(0, bracket), lengths);
    }

    boolean isArray() {
        return !lengths.isEmpty();
    }

    /** Whether it is one text, whose length is a part of its type. */
    boolean isText() {
        return base.equals("string") && lengths.size() == 1;
    }

    /** Whether its length is no number of the spec. */
    boolean isFlexible() {
        return isArray() && count(outermost()).isEmpty();
    }

    /** How many elements there are for each of the outermost. */
    String outermost() {
        return isArray() ? lengths.get(lengths.size() - 1) : "";
    }

    List<String> inner() {
        return isArray() ? lengths.subList(0, lengths.size() - 1) : List.of();
    }

    /** The number of elements where the spec says it. */
    static Optional<Long> count(String length) {
        Matcher fixed = FIXED.matcher(length);
        return fixed.matches() ? Optional.of(Long.parseLong(fixed.group(1))) : Optional.empty();
    }

    /** All lengths as numbers, where they are. */
    static List<Optional<Long>> counts(List<String> lengths) {
        return lengths.stream().map(Dims::count).toList();
    }

    /** How far elements lie apart on one ABI class; empty when nobody lays them out. */
    static Optional<Long> stride(Element element, int abi) {
        String stride = Pair.value(element, Fact.STRIDE, abi);
        String text = stride.isEmpty() ? Pair.value(element, Fact.BYTES, abi) : stride;
        return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
    }
}
