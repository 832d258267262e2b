// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.match;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Words that say what another one says the other way round. A name that has the one where another name has the other is no new spelling of it. */
final class Opposites {
    /** On each line two sides. What calls do with something: it says little about which thing. */
    private static final List<Pair> VERBS = Stream.of(
            "get read query fetch load recv receive | set write store send put",
            "add insert create alloc attach register join | del delete remove rm drop destroy free detach unregister leave")
            .map(Opposites::pair).toList();
    private static final List<Pair> OTHERS = Stream.of(
            "open acquire lock take begin | close release unlock give end",
            "start started starting run running resume begin | stop stopped stopping halt pause suspend end",
            "enable enabled on allow allowed grant set | disable disabled off deny denied forbid revoke clear",
            "up inc increment raise grow | down dec decrement lower shrink",
            "tx out output send egress | rx in input recv receive ingress", "north | south",
            "first head begin start front low lo min minimum bottom least | last tail end back high hi max maximum top most",
            "prev previous before old left src source | next after new right dst dest destination",
            "push enqueue produce prod producer | pop dequeue consume cons consumer",
            "req request | resp response reply rsp",
            "host | guest", "device | driver", "server | client", "backend | frontend",
            "encrypt encode compress pack wrap | decrypt decode decompress unpack unwrap",
            "success ok accept pass true yes | failure fail error reject refuse false no",
            "save | restore", "connect | disconnect", "map | unmap", "bind | unbind", "mask | unmask", "plug | unplug", "mount | unmount",
            "assert | deassert", "signed | unsigned", "physical | virtual").map(Opposites::pair).toList();

    private record Pair(Set<String> one, Set<String> other) {
        /** Also inside a word, as {@code rxlen} and {@code txlen}. */
        boolean tells(String word, String from) {
            return one.contains(word) && other.contains(from) || one.stream().filter(word::contains).anyMatch(side ->
                    other.stream().anyMatch(opposite -> word.replace(side, opposite).equals(from)));
        }
    }

    private Opposites() { }

    /** Whether one word is the opposite of the other. */
    static boolean are(String word, String other) {
        return Stream.of(VERBS, OTHERS).flatMap(List::stream).anyMatch(pair -> pair.tells(word, other) || pair.tells(other, word));
    }

    /** Whether a word says what is done, rather than with what. */
    static boolean isVerb(String word) {
        return VERBS.stream().anyMatch(pair -> pair.one().contains(word) || pair.other().contains(word));
    }

    private static Pair pair(String line) {
        String[] sides = line.split(" \\| ");
        return new Pair(Set.copyOf(Arrays.asList(sides[0].split(" "))), Set.copyOf(Arrays.asList(sides[1].split(" "))));
    }
}
