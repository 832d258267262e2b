// SPDX-License-Identifier: Apache-2.0
package org.vbus.compiler.decode;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * One value, or what holds others.
 *
 * @param name of the field; of an element with its index, as {@code iov[2]}
 * @param type as a spec writes it, empty where it has no name
 * @param offset from the start of the input
 * @param size bytes that it takes there
 * @param number of a number, sign included
 * @param text what people read: names of literals and flags, strings, bytes in hexadecimal; empty for what only holds others
 * @param problems what is wrong with it, in the order found
 */
public record Decoded(String name, String type, long offset, long size, Optional<BigInteger> number, String text, List<Decoded> children,
                      List<String> problems) {
    public Decoded {
        children = List.copyOf(children);
        problems = List.copyOf(problems);
    }

    /** Problems of this and of everything in it. */
    public long problemCount() {
        return problems.size() + children.stream().mapToLong(Decoded::problemCount).sum();
    }
}
