// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.kernel;

import java.util.List;

/** One step of a generated check; {@code kind} names its template in {@code checks.stg}. */
public sealed interface Check {
    String kind();

    /**
     * Refuses when a condition holds.
     *
     * @param fails the C condition
     * @param rule what the spec says, as a C string's content
     */
    record Rule(String kind, String fails, String rule) implements Check { }

    /**
     * Asks the check of another struct.
     *
     * @param gate with {@code &&} at its end, or empty
     * @param function its name
     * @param address of the struct
     */
    record Inner(String kind, String gate, String function, String address) implements Check { }

    /**
     * Goes over an array.
     *
     * @param index name of the running variable
     * @param array whose elements it counts
     */
    record Each(String kind, String index, String array, List<Check> body) implements Check {
        public Each {
            body = List.copyOf(body);
        }
    }

    /**
     * A function that checks one struct.
     *
     * @param name as {@code check_sensor_limit}
     * @param type as {@code struct sensor_limit}
     * @param body what it checks, in the order of the spec
     * @param calls it keeps a result for the structs inside
     */
    record Function(String name, String type, List<Check> body, boolean calls) {
        public Function {
            body = List.copyOf(body);
        }
    }

    static Check rule(String fails, String rule) {
        return new Rule("rule", fails, rule.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** Whether any step asks another function. */
    static boolean calls(List<Check> body) {
        return body.stream().anyMatch(check -> check instanceof Inner || check instanceof Each each && calls(each.body()));
    }
}
