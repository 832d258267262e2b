// SPDX-License-Identifier: Apache-2.0
package org.vbus.compat.abi;

import java.util.Locale;
import java.util.Set;

/** What an element of an ABI is. The word is that of the language, where it has one. */
public enum Kind {
    SPEC("package"), CONST("const"), VERSION("version"),
    STRUCT("struct"), FIELD("field"), RESERVED("reserved"), ARM("arm"), PART("bits"),
    ENUM("enum"), LITERAL("literal"), FLAGS("flags"), FLAG("flag"), ALIAS("type"),
    RING_TYPE("ringtype"), INDEX("index"), ORDER("order"),
    DEVICE("device"), GROUP("features"), FEATURE("feature"), RING("ring"), REGION("region"), CALL("call"), ARG("argument"),
    LET("let"), QUEUE("queue"), REQUEST("request"),
    CHARDEV("chardev"), IOCTL("ioctl"), READ("read"),
    MODEL("model"), ATTRIBUTE("attribute"),
    TOMBSTONE("removed");

    /** Kinds that have a name of their own among the types of a package. */
    public static final Set<Kind> TYPES = Set.of(STRUCT, ENUM, FLAGS, ALIAS);
    /** Kinds that occupy bytes of a record. */
    public static final Set<Kind> MEMBERS = Set.of(FIELD, RESERVED, ARM, ARG);

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** What messages call it. */
    public String word() {
        return word;
    }

    /** The name in a snapshot. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
