// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.wireshark;

import java.util.List;

/**
 * What {@code spec.stg} speaks of. Texts are Lua expressions, names in quotes.
 *
 * @param banner in one line
 * @param key under which the file is known to be loaded: no device's name
 * @param proto filter name of the protocol
 * @param title of the protocol, for people
 * @param values names of numbers
 * @param structs all that the spec uses, those of imported specs included
 */
record SpecView(String banner, String key, String proto, String title, List<Values> values, List<Field> fields, List<Struct> structs,
                List<DeviceTables> devices) {

    /** Names of the numbers of an enum. */
    record Values(int index, List<Literal> literals) { }

    /** One of them. */
    record Literal(String value, String name) { }

    /**
     * A field that filters know.
     *
     * @param type constructor of {@code ProtoField}
     * @param more arguments after the label
     */
    record Field(int index, String type, String filter, String label, List<String> more) { }

    /** Members of a declared struct. */
    record Struct(String name, List<Member> members) { }

    /**
     * A member, as the reader of records takes it.
     *
     * @param kind function that shows it
     * @param at offset from the start of the struct
     * @param width bytes; 0 where the number of elements is not fixed
     * @param facts whatever else is known of it
     * @param nested lists of members in it
     */
    record Member(String kind, String name, long at, long width, List<Fact> facts, List<Nested> nested) { }

    /** A fact of a member. */
    record Fact(String key, String value) { }

    /** Members inside a member. */
    record Nested(String key, List<Member> members) { }

    /** Rings, calls, regions, ioctls of a device. */
    record DeviceTables(String name, List<Table> tables) { }

    /** One of these tables. */
    record Table(String name, List<Entry> entries) { }

    /**
     * What a number stands for.
     *
     * @param facts of a payload that carries Ethernet frames
     */
    record Entry(String id, String name, List<Member> members, List<Fact> facts) { }
}
