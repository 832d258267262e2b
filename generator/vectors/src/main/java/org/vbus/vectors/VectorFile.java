// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All of one {@code vectors.json}.
 *
 * @param spec package, as {@code linux.ioq}
 * @param release of the spec
 * @param names every C name that stands for a number or a text, with it
 * @param blocks type of the argument block, by C name of the call or ioctl
 * @param vectors in the order of the file
 */
public record VectorFile(String spec, String release, Map<String, Value> names, Map<String, String> blocks, List<Vector> vectors) {
    public VectorFile {
        names = ordered(names);
        blocks = ordered(blocks);
        vectors = List.copyOf(vectors);
    }

    /**
     * One record as bytes.
     *
     * @param type C tag of a struct, or the name of an alias
     * @param like name of an earlier vector whose values it begins with
     * @param values by path in C's notation; a field without one is zero
     * @param length bytes, where it is not what the type and the values need
     * @param little bytes on a little-endian machine, in pairs of hexadecimal digits; empty until they have been filled in
     * @param big the same on a big-endian one
     * @param refused what each judge that refuses it answers; every other judge of its type accepts it
     */
    public record Vector(String name, String type, Optional<String> like, Map<String, Value> values, OptionalLong length, String little, String big,
                         Map<String, String> refused) {
        public Vector {
            values = ordered(values);
            refused = ordered(refused);
        }

        Vector with(String newLittle, String newBig) {
            return new Vector(name, type, like, values, length, newLittle, newBig, refused);
        }
    }

    /** The values of a vector with those that it has from others. */
    public Map<String, Value> values(Vector vector) {
        Map<String, Value> all = new LinkedHashMap<>();
        vector.like().ifPresent(name -> all.putAll(values(vectors.stream().filter(other -> other.name().equals(name)).findFirst()
                .orElseThrow(() -> new VectorException(spec + ": `" + vector.name() + "` is like `" + name + "`, which is not there")))));
        all.putAll(vector.values());
        return all;
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
