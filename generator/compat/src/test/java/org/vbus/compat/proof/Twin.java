// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A spec before and after an edit.
 *
 * @param edit what was done, in words
 * @param seed that makes it again
 */
record Twin(int number, long seed, String edit, Sketch old, Sketch now) {
    /** A struct that both have. */
    record Struct(Sketch.Struct old, List<Leaf> oldLeaves, Sketch.Struct now, List<Leaf> newLeaves) { }

    /** Structs that both have. */
    List<Struct> structs() {
        List<Struct> both = new ArrayList<>();
        for (Sketch.Struct struct : old.all(Sketch.Struct.class)) {
            now.maybe(struct.id).filter(Sketch.Struct.class::isInstance).map(Sketch.Struct.class::cast)
                    .ifPresent(other -> both.add(new Struct(struct, Leaf.of(old, struct), other, Leaf.of(now, other))));
        }
        return both;
    }

    /** What C calls the constants of one version, by the ids that they keep: literals, flags, constants. */
    static Map<String, String> constants(Sketch sketch) {
        Map<String, String> symbols = new LinkedHashMap<>();
        sketch.all(Sketch.Const.class).forEach(constant -> symbols.put(constant.id + "", constant.name));
        sketch.all(Sketch.Choice.class).forEach(choice -> choice.literals.forEach(literal -> symbols.put(choice.id + "/" + literal.id, choice.symbol(literal))));
        return symbols;
    }
}
