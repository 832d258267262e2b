// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.rules.records;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;
import org.vbus.compat.match.Pair;
import org.vbus.compat.rule.Words;

/** Bits of words. The language has no word for bits that mean nothing yet: they are left over at the end, or a part is called reserved. */
final class Parts {
    private static final Pattern FILLER = Pattern.compile("_*(reserved|rsvd|resv|rsv|unused|spare|pad|padding|filler|mbz|hole)_?\\d*_*",
            Pattern.CASE_INSENSITIVE);

    private Parts() { }

    /** Whether a part means nothing, by its name. */
    static boolean isFiller(Element part) {
        return FILLER.matcher(part.name()).matches();
    }

    /** Whether it means nothing in one of the versions. */
    static boolean isFiller(Pair pair) {
        return pair.maybeBefore().filter(Parts::isFiller).isPresent() || pair.maybeAfter().filter(Parts::isFiller).isPresent();
    }

    /** Whether both versions of what a part is in are words of bits. */
    static boolean inWords(Pair part) {
        return part.parent().filter(word -> word.isMatched() && isWord(word.before()) && isWord(word.after())).isPresent();
    }

    static boolean isWord(Element element) {
        return element.get(Fact.TYPE).orElse("").startsWith("bits ");
    }

    /** Parts of an element, those that mean nothing left out, that have some of the bits. */
    static List<Element> meaning(Element word, Element bits) {
        return word.children(Kind.PART).filter(part -> !isFiller(part) && overlap(part, bits)).toList();
    }

    /** Parts of an element that mean nothing and have some of the bits. */
    static List<Element> fillers(Element word, Element bits) {
        return word.children(Kind.PART).filter(part -> isFiller(part) && overlap(part, bits)).toList();
    }

    private static boolean overlap(Element one, Element other) {
        return low(one) <= high(other) && low(other) <= high(one);
    }

    static long low(Element part) {
        return part.number(Fact.SHIFT).orElse(0L);
    }

    static long high(Element part) {
        return low(part) + part.number(Fact.BITS).orElse(0L) - 1;
    }

    /** As `bit 3` or `bits 4 to 7`. */
    static String bits(Element part) {
        return low(part) == high(part) ? "bit " + low(part) : "bits " + low(part) + " to " + high(part);
    }

    /** Whether a receiver refuses all but zero in a part: a condition of its word or of a neighbour says so. */
    static boolean isZero(Pair word, Element part) {
        String zero = word.before().name() + "." + part.name() + " == 0";
        return word.parent().flatMap(Pair::maybeBefore).map(record -> record.children().stream()).orElse(Stream.of(word.before()))
                .anyMatch(element -> element.all(Fact.CONDITIONS).contains(zero)) || word.before().all(Fact.CONDITIONS).contains(zero);
    }

    /** What a part holds, for messages. */
    static String type(String type) {
        return type.isEmpty() ? "a plain number" : "`" + Words.shortened(type) + "`";
    }

}
