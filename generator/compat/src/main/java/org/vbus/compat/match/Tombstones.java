// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vbus.compat.abi.Element;
import org.vbus.compat.abi.Fact;
import org.vbus.compat.abi.Kind;

/** What a version says was removed: names and numbers that stay taken. */
public final class Tombstones {
    private static final Set<String> TYPES = Set.of("type", "struct", "enum", "flags");

    private Tombstones() { }

    /** The newer version's tombstone of something that is gone, if it keeps all that peers know it by. */
    public static Optional<Element> kept(Pair gone) {
        return gone.within(Kind.SPEC).flatMap(Pair::maybeAfter).stream().flatMap(spec -> spec.children(Kind.TOMBSTONE))
                .filter(stone -> isOf(stone, gone.before(), owner(gone, false))).filter(stone -> keeps(stone, gone.before())).findFirst();
    }

    /** The older version's tombstone of the name of something that the newer version has. */
    public static Optional<Element> ofName(Pair now) {
        return older(now).filter(stone -> isOf(stone, now.after(), owner(now, true))
                || topLevel(now) && topLevel(stone) && name(stone).equals(now.after().name())).findFirst();
    }

    /** The older version's tombstone, in the same owner, of the number of something that the newer version has. */
    public static Optional<Element> ofNumber(Pair now) {
        List<String> number = numbers(now.after());
        return number.isEmpty() ? Optional.empty() : older(now).filter(stone -> kind(stone).equals(word(now.after())) && ownerOf(stone).equals(owner(now, true)))
                .filter(stone -> stone.all(Fact.NUMBERS).equals(number)).findFirst();
    }

    /** The older version's tombstone of the type string or the node of something that the newer version has. */
    public static Optional<Element> ofMatched(Pair now) {
        String matched = now.is(Fact.TYPE_STRING) + now.is(Fact.NODE);
        return matched.isEmpty() ? Optional.empty() : older(now).filter(stone -> kind(stone).equals(word(now.after())))
                .filter(stone -> stone.get(Fact.MATCHED).filter(matched::equals).isPresent()).findFirst();
    }

    /** What peers know an element by: one number, or several for a request; none for what only its name tells. */
    public static List<String> numbers(Element element) {
        return switch (element.kind()) {
            case LITERAL -> element.all(Fact.VALUE);
            case FLAG, FEATURE -> element.all(Fact.BIT);
            case GROUP, RING, REGION, CALL, IOCTL, QUEUE -> element.all(Fact.NUMBER);
            case REQUEST -> element.all(Fact.NUMBERS);
            default -> List.of();
        };
    }

    /** The name that a tombstone keeps. */
    public static String name(Element stone) {
        return stone.name().substring(Math.max(stone.name().lastIndexOf(' '), stone.name().lastIndexOf('.')) + 1);
    }

    /** The names, with dots between, of what it was in; empty for a declaration. */
    public static String ownerOf(Element stone) {
        String path = stone.name().substring(stone.name().indexOf(' ') + 1);
        return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    }

    private static Stream<Element> older(Pair now) {
        return now.within(Kind.SPEC).flatMap(Pair::maybeBefore).stream().flatMap(spec -> spec.children(Kind.TOMBSTONE));
    }

    private static boolean keeps(Element stone, Element gone) {
        String matched = gone.get(Fact.TYPE_STRING).or(() -> gone.get(Fact.NODE)).orElse("");
        return stone.all(Fact.NUMBERS).containsAll(numbers(gone)) && (matched.isEmpty() || matched.equals(stone.get(Fact.MATCHED).orElse("")));
    }

    private static boolean isOf(Element stone, Element element, String owner) {
        boolean kind = kind(stone).equals(word(element)) || Kind.TYPES.contains(element.kind()) && TYPES.contains(kind(stone));
        return kind && name(stone).equals(element.name()) && ownerOf(stone).equals(owner);
    }

    private static boolean topLevel(Pair pair) {
        return pair.parent().filter(up -> up.kind() == Kind.SPEC).isPresent();
    }

    private static boolean topLevel(Element stone) {
        return ownerOf(stone).isEmpty();
    }

    private static String kind(Element stone) {
        return stone.get(Fact.REMOVED_KIND).orElse("");
    }

    private static String word(Element element) {
        return element.kind().word();
    }

    private static String owner(Pair pair, boolean older) {
        Deque<String> names = new ArrayDeque<>();
        for (Optional<Pair> up = pair.parent(); up.isPresent() && up.get().kind() != Kind.SPEC; up = up.get().parent()) {
            Pair one = up.get();
            names.addFirst(older ? one.any().name() : one.name());
        }
        return String.join(".", names);
    }
}
