// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What an earlier release had and this one has not. Its name and its numbers are never used again.
 *
 * @param kind as the spec writes it: the word of a declaration, as {@code struct}, or {@code literal}, {@code flag}, {@code feature},
 *             {@code features}, {@code ring}, {@code region}, {@code call}, {@code queue}, {@code request}, {@code attribute}, {@code ioctl}
 * @param owner name of the enum, flags, feature group or queue (behind its device and a dot), device, model or character device that had it;
 *              empty for a declaration of its own
 * @param numbers what it had on the wire: one number, several for a request, none for what only has a name
 * @param matched text that peers matched on, which stays taken as well: a type string, the name of a node
 */
public record Tombstone(Meta meta, String kind, String owner, String name, List<BigInteger> numbers, Optional<String> matched) {
    public Tombstone {
        numbers = List.copyOf(numbers);
    }
}
