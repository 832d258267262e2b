// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an expression can ask of a field: a number, fields in it, or elements. */
sealed interface Value {
    /** A number, and its parts if it is a word of several. */
    record Number(BigInteger value, Map<String, Value> parts) implements Value { }

    /** A struct or union. */
    record Fields(Map<String, Value> members) implements Value {
        Fields() {
            this(new LinkedHashMap<>());
        }
    }

    /** An array, as far as there were bytes; {@code whole} unless some were missing. */
    record Elements(List<Value> values, boolean whole) implements Value { }

    /** Nothing that can be asked for. */
    record Opaque() implements Value { }

    /** The value at a path, through all elements of arrays on the way; several where it leads through one. */
    static List<Value> find(Map<String, Value> scope, List<String> path) {
        Optional<Value> first = Optional.ofNullable(scope.get(path.get(0)));
        return first.map(value -> find(value, path.subList(1, path.size()))).orElse(List.of());
    }

    private static List<Value> find(Value value, List<String> rest) {
        if (value instanceof Elements elements) {
            return elements.values().stream().flatMap(element -> find(element, rest).stream()).toList();
        }
        if (rest.isEmpty()) {
            return List.of(value);
        }
        Map<String, Value> inside = value instanceof Fields fields ? fields.members() : value instanceof Number number ? number.parts() : Map.of();
        return find(inside, rest);
    }
}
