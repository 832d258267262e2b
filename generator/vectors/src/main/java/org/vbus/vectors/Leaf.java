// SPDX-License-Identifier: Apache-2.0
package org.vbus.vectors;

import java.util.Optional;
import org.vbus.model.type.Scalar;

/**
 * A part of a record that has a value of its own.
 *
 * @param path in C's notation, as {@code idx[1].head}
 * @param offset from the start of the record
 * @param bytes how many it has
 * @param scalar its type, unless it is a row of bytes or characters
 * @param text characters
 * @param reserved bytes without a meaning
 * @param flags qualified name of the bit word's type, if it has one
 */
public record Leaf(String path, long offset, int bytes, Optional<Scalar> scalar, boolean text, boolean reserved, Optional<String> flags) { }
