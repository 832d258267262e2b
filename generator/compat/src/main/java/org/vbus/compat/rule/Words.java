// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rule;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.match.Pair;
import org.vbus.model.layout.AbiClass;

/** How messages say values. */
public final class Words {
    private static final Pattern PACKAGE = Pattern.compile("(?:[A-Za-z_]\\w*\\.)+([A-Za-z_]\\w*)");

    private Words() { }

    /** A text with qualified names cut to their last part. */
    public static String shortened(String text) {
        return PACKAGE.matcher(text).replaceAll("$1");
    }

    /** A value, or that there is none. */
    public static String orNone(String text) {
        return text.isEmpty() ? "none" : shortened(text);
    }

    /** A changed fact of placement in words: {@code 12, was 16}, with the ABI classes where not all are hit alike. */
    public static String placed(Pair pair, Fact fact) {
        int classes = AbiClass.values().length;
        List<Integer> differ = pair.classesThatDiffer(fact, classes);
        boolean one = differ.size() == classes && differ.stream().map(i -> step(pair, fact, i)).distinct().count() == 1;
        return one ? step(pair, fact, 0) : differ.stream().collect(Collectors.groupingBy(i -> step(pair, fact, i), java.util.LinkedHashMap::new,
                Collectors.mapping(i -> AbiClass.values()[i].name(), Collectors.joining(", ")))).entrySet().stream()
                .map(entry -> entry.getKey() + " on " + entry.getValue()).collect(Collectors.joining("; "));
    }

    private static String step(Pair pair, Fact fact, int abi) {
        return orNone(Pair.value(pair.after(), fact, abi)) + ", was " + orNone(Pair.value(pair.before(), fact, abi));
    }
}
