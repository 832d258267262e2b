// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A spec before and after an edit. */
final class Twin {
    /** A struct that both have. */
    record Struct(Sketch.Struct old, List<Leaf> oldLeaves, Sketch.Struct now, List<Leaf> newLeaves) { }

    private final int number;
    private final String edit;
    private final Sketch old;
    private final Sketch now;
    private final List<Struct> structs = new ArrayList<>();

    /** What was done to the first to make the second, in words, and the number that makes both again. */
    Twin(int number, String edit, Sketch old, Sketch now) {
        this.number = number;
        this.edit = edit;
        this.old = old;
        this.now = now;
        for (Sketch.Struct struct : old.all(Sketch.Struct.class)) {
            now.maybe(struct.id).filter(Sketch.Struct.class::isInstance).map(Sketch.Struct.class::cast).filter(other -> !old.words(struct).equals(now.words(other)))
                    .ifPresent(other -> structs.add(new Struct(struct, Leaf.of(old, struct), other, Leaf.of(now, other))));
        }
    }

    int number() {
        return number;
    }

    String edit() {
        return edit;
    }

    Sketch old() {
        return old;
    }

    Sketch now() {
        return now;
    }

    /** Structs that both have, but those that stand in both in the same words, with all that they use: their C is the same as well. */
    List<Struct> structs() {
        return structs;
    }

    /** What C calls the constants of one version, by the ids that they keep: literals, flags, constants. */
    static Map<String, String> constants(Sketch sketch) {
        Map<String, String> symbols = new LinkedHashMap<>();
        sketch.all(Sketch.Const.class).forEach(constant -> symbols.put(constant.id + "", constant.name));
        sketch.all(Sketch.Choice.class).forEach(choice -> choice.literals.forEach(literal -> symbols.put(choice.id + "/" + literal.id, choice.symbol(literal))));
        return symbols;
    }
}
